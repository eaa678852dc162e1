namespace TasksService.StatesLanguage;

/// <summary>The pattern of StringMatches: <c>*</c> stands for any run of characters, <c>\*</c> for itself and <c>\\</c> for a backslash.</summary>
internal static class StringPattern
{
    /// <summary>Takes time in proportion to both lengths at worst, and no stack.</summary>
    public static bool Matches(string pattern, string text)
    {
        var (p, t) = (0, 0);
        var (star, resume) = (-1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && Character(pattern, p, out var length) == text[t])
            {
                (p, t) = (p + length, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    private static char Character(string pattern, int at, out int length)
    {
        length = pattern[at] == '\\' && at + 1 < pattern.Length && pattern[at + 1] is '*' or '\\' ? 2 : 1;
        return pattern[at + length - 1];
    }
}
