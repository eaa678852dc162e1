using System.Security.Cryptography;

namespace TasksService.StatesServer;

/// <summary>Task tokens: 256 random bits, and a sum that tells a token that is over from a text that never was one.</summary>
internal static class TaskToken
{
    private const int RandomBytes = 32;
    private const int SumBytes = 4;

    public static string New()
    {
        Span<byte> bytes = stackalloc byte[RandomBytes + SumBytes];
        RandomNumberGenerator.Fill(bytes[..RandomBytes]);
        Sum(bytes[..RandomBytes], bytes[RandomBytes..]);
        return Convert.ToBase64String(bytes);
    }

    public static bool IsWellFormed(string token)
    {
        Span<byte> bytes = stackalloc byte[RandomBytes + SumBytes];
        if (token.Length != (RandomBytes + SumBytes) * 4 / 3 || !Convert.TryFromBase64String(token, bytes, out var length) || length != bytes.Length)
        {
            return false;
        }

        Span<byte> sum = stackalloc byte[SumBytes];
        Sum(bytes[..RandomBytes], sum);
        return sum.SequenceEqual(bytes[RandomBytes..]);
    }

    private static void Sum(ReadOnlySpan<byte> bytes, Span<byte> sum)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        hash[..SumBytes].CopyTo(sum);
    }
}
