using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TasksService.Compat.Tests.Aws;

public sealed record RecordedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>Signs the request again, by the text of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.</summary>
    public void AssertSigned(string accessKey, string secretKey, string region, string service)
    {
        var date = Headers["X-Amz-Date"];
        var scope = string.Create(CultureInfo.InvariantCulture, $"{date[..8]}/{region}/{service}/aws4_request");
        var authorization = Headers["Authorization"];
        var signedHeaders = Between(authorization, "SignedHeaders=", ",");

        var (path, query) = Target.Split('?') is [var p, var q] ? (p, q) : (Target, "");
        var canonical = string.Join('\n',
        [
            Method,
            string.Join('/', path.Split('/').Select(Uri.EscapeDataString)),
            query,
            .. signedHeaders.Split(';').Select(name => $"{name}:{Headers[name].Trim()}"),
            "",
            signedHeaders,
            Convert.ToHexStringLower(SHA256.HashData(Body)),
        ]);
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";

        var key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (var part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        Assert.Equal($"AWS4-HMAC-SHA256 Credential={accessKey}/{scope}, SignedHeaders={signedHeaders}, Signature={signature}", authorization);
    }

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
