using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace TasksService.Api.Tests;

/// <summary>Whatever is posted, the answer is 201 and a stored task, or 4xx with problem details and nothing stored.</summary>
public sealed class HostileRequestTests(ApiHost api) : IClassFixture<ApiHost>
{
    private int accepted;
    private int explained;

    [Fact]
    public void No_body_is_stored_in_part_or_answered_with_a_failure()
    {
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1_500),
            Prop.ForAll(HostileBodies.All.ToArbitrary(), body => HoldsAsync(body).GetAwaiter().GetResult()));

        // Else the bodies would be too wild, or too tame, to show anything.
        Assert.InRange(accepted, 100, 1_450);
        Assert.InRange(explained, 250, 1_450);
    }

    [Fact]
    public void No_header_makes_a_failure()
    {
        var value = Gen.OneOf(
            Gen.Elements("", " ", "*/*", "text/html", "q=;;", "application/json;charset", "application/json; charset=\"", "multipart/form-data", "gzip", "chunked", "100-continue", "-1", "99999999999999999999", "\"", "a,b,,c", "Bearer"),
            Gen.Choose(0x20, 0x7e).Select(character => (char)character).ArrayOf().Select(characters => new string(characters)),
            Gen.Constant(new string('x', 8_000)));
        var header = Gen.Elements("Accept", "Accept-Encoding", "Accept-Language", "Content-Type", "Content-Encoding", "Authorization", "Cookie", "If-Match", "If-Modified-Since", "Range", "X-Forwarded-For", "X-Forwarded-Prefix", "X-HTTP-Method-Override", "traceparent", "baggage")
            .Zip(value).ArrayOf(3);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(header.ToArbitrary(), headers => HoldsAsync("""{"hours":1}"""u8.ToArray(), headers).GetAwaiter().GetResult()));
    }

    private async Task<bool> HoldsAsync(byte[] body, (string Name, string Value)[]? headers = null)
    {
        var before = api.Store.Count;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tasks") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = headers is null || Array.TrueForAll(headers, header => header.Name != "Content-Type") ? new("application/json") : null;
        foreach (var (name, value) in headers ?? [])
        {
            _ = request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await api.Http.SendAsync(request);
        var answer = await ApiHost.JsonOfAsync(response);
        if (response.StatusCode == HttpStatusCode.Created)
        {
            using var found = await api.Http.GetAsync(response.Headers.Location);
            Assert.Equal(answer.GetRawText(), await found.Content.ReadAsStringAsync());
            Assert.Equal(before + 1, api.Store.Count);
            accepted++;
            return true;
        }

        Assert.InRange((int)response.StatusCode, 400, 499);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)response.StatusCode, answer.GetProperty("status").GetInt32());
        Assert.Equal(before, api.Store.Count);
        if (response.StatusCode == HttpStatusCode.BadRequest && IsObject(body))
        {
            Assert.NotEmpty(answer.GetProperty("errors").EnumerateObject());
            explained++;
        }

        return true;
    }

    private static bool IsObject(byte[] body)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException)
        {
            return false;
        }
    }
}
