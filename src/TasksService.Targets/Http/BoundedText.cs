using System.Buffers;
using System.Text;

namespace TasksService.Targets;

/// <summary>The piece of an answer's body that a record keeps.</summary>
internal static class BoundedText
{
    /// <summary>As JSON text, six times as much at worst: within the 128 KiB that an output may have.</summary>
    public const int Limit = 16 * 1024;

    /// <returns>The body as text, <see langword="null"/> when there is none, and whether there was more of it.</returns>
    public static async Task<(string? Text, bool IsTruncated)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength == 0)
        {
            return (null, false);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Limit + 1);
        try
        {
            using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, Limit + 1), Limit + 1, throwOnEndOfStream: false, cancellationToken);
            return length == 0 ? (null, false) : (Decode(buffer.AsSpan(0, Math.Min(length, Limit)), isWhole: length <= Limit), length > Limit);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>UTF-8, whatever else the answer claims; a character that the limit cuts in two is left out.</summary>
    private static string Decode(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        var characters = ArrayPool<char>.Shared.Rent(Limit);
        try
        {
            var count = Encoding.UTF8.GetDecoder().GetChars(bytes, characters, flush: isWhole);
            return new string(characters, 0, count);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }
}
