using System.Net;
using System.Text.Json;

namespace TasksService.Api.Tests;

public sealed class ApiDocumentTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_document_is_openapi_3_1_and_names_every_path()
    {
        var document = await DocumentAsync();

        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(["/tasks", "/tasks/{id}", "/callbacks/{token}/success", "/callbacks/{token}/failure", "/callbacks/{token}/heartbeat", "/health"], document.GetProperty("paths").EnumerateObject().Select(path => path.Name));
    }

    [Fact]
    public async Task The_document_lists_all_members_of_a_request_with_their_ranges()
    {
        var request = (await DocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty("CreateTask");
        var members = request.GetProperty("properties");

        Assert.Equal(
            ["timestamp", "hours", "minutes", "seconds", "target", "completion", "retry", "timeoutSeconds", "heartbeatSeconds"],
            members.EnumerateObject().Select(member => member.Name));
        Assert.All(members.EnumerateObject(), member => Assert.NotEmpty(member.Value.GetProperty("description").GetString()!));
        Assert.False(request.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal("date-time", members.GetProperty("timestamp").GetProperty("format").GetString());
        Assert.Equal(0, members.GetProperty("hours").GetProperty("minimum").GetInt32());
        Assert.Equal(31_536_000, members.GetProperty("timeoutSeconds").GetProperty("maximum").GetInt32());
        Assert.Equal(
            ["maxAttempts", "intervalSeconds", "backoffRate", "maxIntervalSeconds", "jitter"],
            members.GetProperty("retry").GetProperty("properties").EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task The_document_shows_each_registered_target()
    {
        var schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");

        var shown = schemas.GetProperty("CreateTask").GetProperty("properties").GetProperty("target").GetProperty("oneOf");
        Assert.Equal("#/components/schemas/HttpTarget", shown[0].GetProperty("$ref").GetString());
        var http = schemas.GetProperty("HttpTarget");
        Assert.Equal("http", http.GetProperty("properties").GetProperty("type").GetProperty("const").GetString());
        Assert.Equal(["type", "url", "method", "headers", "body"], http.GetProperty("properties").EnumerateObject().Select(member => member.Name));
        Assert.Equal(["type", "url"], http.GetProperty("required").EnumerateArray().Select(name => name.GetString()!));
    }

    [Fact]
    public async Task Everything_that_the_document_refers_to_is_in_it()
    {
        var document = await DocumentAsync();

        var references = References(document).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference =>
            Assert.Equal(JsonValueKind.Object, reference.Split('/').Skip(1).Aggregate(document, (node, name) => node.GetProperty(name)).ValueKind));
    }

    [Fact]
    public async Task An_answer_has_no_member_that_the_document_does_not_list()
    {
        var listed = (await DocumentAsync()).GetProperty("components").GetProperty("schemas").GetProperty("Task").GetProperty("properties")
            .EnumerateObject().Select(member => member.Name).ToHashSet();
        using var response = await api.PostAsync("""{"hours":1,"target":{"type":"http","url":"https://example.com"}}""");

        Assert.All((await ApiHost.JsonOfAsync(response)).EnumerateObject(), member => Assert.Contains(member.Name, listed));
    }

    [Theory]
    [InlineData("/swagger/index.html")]
    [InlineData("/stage/swagger/index.html")]
    public async Task The_page_loads_nothing_from_elsewhere(string path)
    {
        using var response = await api.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("swagger-ui", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", page, StringComparison.Ordinal);
        using var script = await api.Http.GetAsync(new Uri("/swagger/swagger-ui-bundle.js", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
    }

    private async Task<JsonElement> DocumentAsync()
    {
        using var response = await api.Http.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await ApiHost.JsonOfAsync(response);
    }

    private static IEnumerable<string> References(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
