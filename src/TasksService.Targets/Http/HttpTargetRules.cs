using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;

namespace TasksService.Targets;

/// <summary>What an HTTP target's members may hold.</summary>
internal static class HttpTargetRules
{
    /// <summary>The <c>token</c> of RFC 9110, 5.6.2.</summary>
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>What the connection and the delivery set themselves.</summary>
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
        ["Connection", "Content-Length", "Expect", "Host", "HTTP2-Settings", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade"],
        StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<TargetFault> Faults(HttpTargetSettings settings)
    {
        if (UrlFault(settings.Url) is { } urlFault)
        {
            yield return new TargetFault("url", urlFault);
        }

        foreach (var (name, value) in settings.Headers ?? [])
        {
            if (HeaderFault(name, value) is { } headerFault)
            {
                yield return new TargetFault($"headers.{name}", headerFault);
            }
        }

        if (settings.Body is { ValueKind: JsonValueKind.String } text && !IsUnicode(text))
        {
            yield return new TargetFault("body", "must be a string of valid Unicode");
        }
    }

    private static string? UrlFault(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) || uri.IdnHost.Length == 0)
        {
            return "must be an absolute http or https URL";
        }

        return uri.UserInfo.Length > 0 ? "must not hold a user name or password; give an Authorization header" : null;
    }

    private static string? HeaderFault(string name, string? value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(Token))
        {
            return "is not a header name";
        }

        if (Reserved.Contains(name) || name.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("task-", StringComparison.OrdinalIgnoreCase))
        {
            return "is not the caller's to set";
        }

        // A null is no string, but the type of a dictionary's values does not keep it out.
        return value is null || value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? "must be a string of printable ASCII, without line breaks" : null;
    }

    private static bool IsUnicode(JsonElement text)
    {
        try
        {
            return text.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
