using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace TasksService.Compat.Tests.Hosting;

/// <summary>Payload 2.0, of an HTTP API.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class HttpApiTests : IAsyncLifetime
{
    private HostedApp app = null!;

    public async Task InitializeAsync() => app = await HostedApp.StartAsync(LambdaEventSource.HttpApi);

    public Task DisposeAsync() => app.DisposeAsync().AsTask();

    [Fact]
    public async Task A_request_arrives_whole()
    {
        var seen = await app.SeenAsync(Event("GET", "/seen/a%20b"));

        Assert.Equal("GET", (string?)seen["method"]);
        Assert.Equal(("", "/seen/a b", "/seen/a%20b?parameter1=value1&parameter1=value2&q=a%26b"), ((string?)seen["pathBase"], (string?)seen["path"], (string?)seen["rawTarget"]));
        Assert.Equal("parameter1=value1,value2|q=a&b", (string?)seen["query"]);
        Assert.Equal("cookie1=1|cookie2=2", (string?)seen["cookies"]);
        Assert.Equal("192.0.2.1", (string?)seen["client"]);
        Assert.Equal("claim1=value1", (string?)seen["user"]);
    }

    [Theory]
    [InlineData("/dev/seen/a", "/dev", "/seen/a")]
    [InlineData("/seen/dev", "", "/seen/dev")]
    public async Task The_stage_is_the_path_base(string rawPath, string pathBase, string path)
    {
        var seen = await app.SeenAsync(Event("GET", rawPath, stage: "dev"));

        Assert.Equal((pathBase, path), ((string?)seen["pathBase"], (string?)seen["path"]));
    }

    [Fact]
    public async Task A_path_that_only_begins_like_the_stage_is_left_alone() =>
        Assert.Equal(404, (int)(await app.InvokeAsync(Event("GET", "/developer/seen/a", stage: "dev")))["statusCode"]!);

    [Fact]
    public async Task Cookies_are_set_apart_from_the_headers()
    {
        var answer = await app.InvokeAsync(Event("GET", "/cookies"));

        Assert.Equal(["a=1; path=/", "b=2; path=/"], answer["cookies"]!.AsArray().Select(value => (string?)value));
        Assert.Equal("one,two", (string?)answer["headers"]!["X-Many"]);
        Assert.Null(answer["headers"]!["Set-Cookie"]);
        Assert.Equal("ok", (string?)answer["body"]);
    }

    [Fact]
    public async Task Bytes_come_and_go_as_base64()
    {
        var input = JsonNode.Parse(Event("POST", "/echo"))!;
        input["headers"]!["content-type"] = "image/png";
        input["body"] = "AP+A";
        input["isBase64Encoded"] = true;

        var answer = await app.InvokeAsync(input.ToJsonString());

        Assert.Equal(("AP+A", true), ((string?)answer["body"], (bool)answer["isBase64Encoded"]!));
    }

    /// <summary>After https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html.</summary>
    private static string Event(string method, string rawPath, string stage = "$default") => $$$"""
        {
          "version": "2.0", "routeKey": "$default", "rawPath": "{{{rawPath}}}", "rawQueryString": "parameter1=value1&parameter1=value2&q=a%26b",
          "cookies": ["cookie1=1", "cookie2=2"],
          "headers": {"host": "id.execute-api.us-east-1.amazonaws.com", "header2": "value1,value2"},
          "queryStringParameters": {"parameter1": "value1,value2", "q": "a&b"},
          "requestContext": {
            "accountId": "123456789012", "apiId": "api-id",
            "authorizer": {"jwt": {"claims": {"claim1": "value1"}, "scopes": ["scope1"]}},
            "domainName": "id.execute-api.us-east-1.amazonaws.com", "domainPrefix": "id",
            "http": {"method": "{{{method}}}", "path": "{{{rawPath}}}", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "agent"},
            "requestId": "id", "routeKey": "$default", "stage": "{{{stage}}}", "time": "12/Mar/2020:19:03:58 +0000", "timeEpoch": 1583348638390
          },
          "isBase64Encoded": false
        }
        """;
}
