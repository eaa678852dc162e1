using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace TasksService.Compat.Tests.Hosting;

/// <summary>Payload 1.0, of a REST API.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class RestApiTests : IAsyncLifetime
{
    private HostedApp app = null!;

    public async Task InitializeAsync() => app = await HostedApp.StartAsync(LambdaEventSource.RestApi);

    public Task DisposeAsync() => app.DisposeAsync().AsTask();

    [Fact]
    public async Task The_stage_is_the_path_base()
    {
        var seen = await app.SeenAsync(Event("GET", "/seen/a"));

        Assert.Equal(("/prod", "/seen/a", "/prod/seen/a"), ((string?)seen["pathBase"], (string?)seen["path"], (string?)seen["rawTarget"]));
        Assert.Equal("https://70ixmpl4fl.execute-api.us-east-2.amazonaws.com", (string?)seen["url"]);
    }

    [Fact]
    public async Task The_base_path_of_a_custom_domain_is_the_path_base()
    {
        var input = Json(Event("GET", "/v1/seen/a"));
        input["resource"] = "/{proxy+}";
        input["pathParameters"] = new JsonObject { ["proxy"] = "seen/a" };
        input["requestContext"]!["path"] = "/v1/seen/a";

        var seen = await app.SeenAsync(input.ToJsonString());

        Assert.Equal(("/v1", "/seen/a"), ((string?)seen["pathBase"], (string?)seen["path"]));
    }

    [Fact]
    public async Task A_path_that_only_begins_like_the_stage_is_left_alone()
    {
        var input = Json(Event("GET", "/production/x"));
        input["requestContext"]!["path"] = "/production/x";

        Assert.Equal(404, (int)(await app.InvokeAsync(input.ToJsonString()))["statusCode"]!);
    }

    [Fact]
    public async Task An_encoded_slash_does_not_part_segments() =>
        Assert.Equal("a%2Fb c", (string?)(await app.InvokeAsync(Event("GET", "/segment/a%2Fb%20c")))["body"]);

    [Fact]
    public async Task Headers_and_queries_keep_all_their_values()
    {
        var input = Json(Event("GET", "/seen/a"));
        input["multiValueHeaders"] = Json("""{"Accept":["text/html","application/json"],"If-Modified-Since":["Sun, 01 Mar 2026 12:00:00 GMT"],"Cookie":["c=1; d=2"]}""");
        input["headers"] = Json("""{"Accept":"application/json"}""");
        input["multiValueQueryStringParameters"] = Json("""{"tag":["a b","c&d"],"empty":[""]}""");
        input["queryStringParameters"] = Json("""{"tag":"c&d","empty":""}""");

        var seen = await app.SeenAsync(input.ToJsonString());

        Assert.Equal("text/html|application/json", (string?)seen["accept"]);
        Assert.Equal("Sun, 01 Mar 2026 12:00:00 GMT", (string?)seen["since"]);
        Assert.Equal("tag=a b,c&d|empty=", (string?)seen["query"]);
        Assert.Equal("c=1|d=2", (string?)seen["cookies"]);
    }

    [Fact]
    public async Task Client_and_trace_are_the_request_s()
    {
        var seen = await app.SeenAsync(Event("GET", "/seen/a"));

        Assert.Equal("52.255.255.12", (string?)seen["client"]);
        Assert.StartsWith("Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700", (string?)seen["trace"], StringComparison.Ordinal);
        Assert.False((bool)seen["authenticated"]!);
    }

    [Fact]
    public async Task The_claims_of_a_user_pool_are_the_user_s()
    {
        var input = Json(Event("GET", "/seen/a"));
        input["requestContext"]!["authorizer"] = Json("""{"claims":{"sub":"user-1","email":"a@example.com"}}""");

        var seen = await app.SeenAsync(input.ToJsonString());

        Assert.Equal("sub=user-1|email=a@example.com", (string?)seen["user"]);
        Assert.True((bool)seen["authenticated"]!);
    }

    [Fact]
    public async Task Bytes_come_and_go_as_base64()
    {
        byte[] bytes = [0, 255, 128, 10];
        var input = Json(Event("POST", "/echo"));
        input["headers"]!["Content-Type"] = "application/octet-stream";
        input["body"] = Convert.ToBase64String(bytes);
        input["isBase64Encoded"] = true;

        var answer = await app.InvokeAsync(input.ToJsonString());

        Assert.True((bool)answer["isBase64Encoded"]!);
        Assert.Equal(bytes, Convert.FromBase64String((string)answer["body"]!));
    }

    [Fact]
    public async Task Text_comes_and_goes_as_it_is()
    {
        var input = Json(Event("POST", "/echo"));
        input["headers"]!["Content-Type"] = "application/json";
        input["body"] = """{"name":"Zoë"}""";

        var answer = await app.InvokeAsync(input.ToJsonString());

        Assert.False((bool)answer["isBase64Encoded"]!);
        Assert.Equal("""{"name":"Zoë"}""", (string?)answer["body"]);
    }

    [Fact]
    public async Task Each_cookie_is_a_header_of_its_own()
    {
        var answer = await app.InvokeAsync(Event("GET", "/cookies"));

        var headers = answer["multiValueHeaders"]!;
        Assert.Equal(["a=1; path=/", "b=2; path=/"], headers["Set-Cookie"]!.AsArray().Select(value => (string?)value));
        Assert.Equal(["one", "two"], headers["X-Many"]!.AsArray().Select(value => (string?)value));
    }

    [Fact]
    public async Task The_request_is_aborted_at_the_function_s_deadline() =>
        Assert.Equal(504, (int)(await app.InvokeAsync(Event("GET", "/wait"), TimeSpan.FromMilliseconds(200)))["statusCode"]!);

    [Fact]
    public async Task An_unhandled_exception_is_500_and_the_next_request_is_answered()
    {
        Assert.Equal(500, (int)(await app.InvokeAsync(Event("GET", "/throw")))["statusCode"]!);

        var answer = await app.InvokeAsync(Event("DELETE", "/nothing"));
        Assert.Equal((204, ""), ((int)answer["statusCode"]!, (string?)answer["body"]));
    }

    private static JsonNode Json(string json) => JsonNode.Parse(json)!;

    /// <summary>After https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html.</summary>
    private static string Event(string method, string path) => $$$"""
        {
          "resource": "{{{path}}}", "path": "{{{path}}}", "httpMethod": "{{{method}}}",
          "requestContext": {
            "resourcePath": "{{{path}}}", "httpMethod": "{{{method}}}", "path": "/prod{{{path}}}", "accountId": "123456789012", "protocol": "HTTP/1.1",
            "stage": "prod", "domainName": "70ixmpl4fl.execute-api.us-east-2.amazonaws.com", "requestId": "e6b5c5e1-6b4f-4d5c-9d6c-2b6b4cb7c2b1",
            "requestTimeEpoch": 1583798639428, "apiId": "70ixmpl4fl",
            "identity": {"sourceIp": "52.255.255.12", "userAgent": "curl/8", "cognitoIdentityId": null}
          },
          "headers": {"Host": "70ixmpl4fl.execute-api.us-east-2.amazonaws.com"},
          "multiValueHeaders": null, "queryStringParameters": null, "multiValueQueryStringParameters": null,
          "pathParameters": null, "stageVariables": null, "body": null, "isBase64Encoded": false
        }
        """;
}
