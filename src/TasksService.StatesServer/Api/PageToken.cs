using System.Security.Cryptography;
using System.Text;

namespace TasksService.StatesServer;

/// <summary>Where the next page begins, as an opaque text that fits only the question it was given for.</summary>
internal static class PageToken
{
    private const int SumLength = 16;

    /// <param name="question">What was asked: the operation and its filters.</param>
    public static string Write(string question, string position) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Sum(question, position) + position));

    /// <exception cref="StatesException">InvalidToken.</exception>
    public static string? Read(string question, string? token)
    {
        if (token is null)
        {
            return null;
        }

        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length))
        {
            throw StatesException.InvalidPageToken();
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return text.Length >= SumLength && text[..SumLength] == Sum(question, text[SumLength..]) ? text[SumLength..] : throw StatesException.InvalidPageToken();
    }

    private static string Sum(string question, string position) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{question}\n{position}")))[..SumLength];
}
