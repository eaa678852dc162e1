using System.Text;
using Amazon.Lambda;
using Amazon.Lambda.Model;

namespace TasksService.Compat.Tests.Aws;

public sealed class LambdaWireTests
{
    [Fact]
    public async Task An_invocation_goes_out_signed_as_REST()
    {
        await using var service = await StubService.StartAsync(new StubAnswer("""{"sum":3}""", 200, ("X-Amz-Executed-Version", "$LATEST")));
        using var lambda = TestClients.Lambda(service.Url);

        var answer = await lambda.InvokeAsync(new InvokeRequest
        {
            FunctionName = "arn:aws:lambda:eu-west-1:123456789012:function:add",
            InvocationType = InvocationType.RequestResponse,
            Payload = """{"a":1,"b":2}""",
            Qualifier = "live",
        });

        var request = Assert.Single(service.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Aadd/invocations?Qualifier=live", request.Target);
        Assert.Equal("RequestResponse", request.Headers["X-Amz-Invocation-Type"]);
        Assert.Equal("""{"a":1,"b":2}""", Encoding.UTF8.GetString(request.Body));
        request.AssertSigned(TestClients.AccessKey, TestClients.SecretKey, TestClients.Region, "lambda");

        Assert.Equal(200, answer.StatusCode);
        Assert.Equal("$LATEST", answer.ExecutedVersion);
        Assert.Null(answer.FunctionError);
        Assert.Equal("""{"sum":3}""", Encoding.UTF8.GetString(answer.Payload.ToArray()));
    }

    [Fact]
    public async Task A_function_s_own_error_is_an_answer()
    {
        await using var service = await StubService.StartAsync(new StubAnswer("""{"errorMessage":"no"}""", 200, ("X-Amz-Function-Error", "Unhandled")));
        using var lambda = TestClients.Lambda(service.Url);

        var answer = await lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" });

        Assert.Equal("Unhandled", answer.FunctionError);
        Assert.Equal("""{"errorMessage":"no"}""", Encoding.UTF8.GetString(answer.Payload.ToArray()));
    }

    [Fact]
    public async Task An_asynchronous_invocation_answers_202_and_nothing()
    {
        await using var service = await StubService.StartAsync(new StubAnswer("", 202));
        using var lambda = TestClients.Lambda(service.Url);

        var answer = await lambda.InvokeAsync(new InvokeRequest { FunctionName = "f", InvocationType = InvocationType.Event, PayloadStream = new MemoryStream("{}"u8.ToArray()) });

        Assert.Equal(202, answer.StatusCode);
        Assert.Empty(answer.Payload.ToArray());
        Assert.Equal("{}", Encoding.UTF8.GetString(service.Requests[0].Body));
    }

    [Fact]
    public async Task The_error_s_type_is_read_from_its_header()
    {
        await using var service = await StubService.StartAsync(new StubAnswer(
            """{"Type":"User","Message":"Function not found: f"}""", 404, ("x-amzn-ErrorType", "ResourceNotFoundException:http://internal.amazon.com/")));
        using var lambda = TestClients.Lambda(service.Url);

        var error = await Assert.ThrowsAsync<ResourceNotFoundException>(() => lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" }));

        Assert.Equal("Function not found: f", error.Message);
        Assert.Equal("ResourceNotFoundException", error.ErrorCode);
    }

    [Fact]
    public async Task Too_many_requests_are_tried_again()
    {
        await using var service = await StubService.StartAsync(
            new StubAnswer("""{"Reason":"ConcurrentInvocationLimitExceeded","message":"Rate Exceeded."}""", 429, ("x-amzn-ErrorType", "TooManyRequestsException")),
            new StubAnswer("{}"));
        using var lambda = TestClients.Lambda(service.Url);

        Assert.Equal(200, (await lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" })).StatusCode);
        Assert.Equal(2, service.Requests.Count);
    }
}
