using System.Net;
using System.Text.Json;
using Amazon.StepFunctions;
using TasksService.Aws.StepFunctions;

namespace TasksService.Aws.Tests.StepFunctions;

public sealed class StepFunctionsTaskTokensTests : IDisposable
{
    private readonly Wire wire = new() { Answer = (_, _) => Wire.Json(HttpStatusCode.OK, "{}") };
    private readonly AmazonStepFunctionsClient client;
    private readonly StepFunctionsTaskTokens tokens;

    public StepFunctionsTaskTokensTests()
    {
        client = new AmazonStepFunctionsClient(
            "test", "test", new AmazonStepFunctionsConfig { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "us-east-1", HttpClientFactory = wire, MaxErrorRetry = 0 });
        tokens = new StepFunctionsTaskTokens(client);
    }

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task A_success_sends_the_token_and_the_output_as_text()
    {
        Assert.Equal(TokenAnswer.Accepted, await tokens.SucceedAsync("token", """{"n":1}""", default));

        using var request = JsonDocument.Parse(wire.LastBody);
        Assert.Equal("token", request.RootElement.GetProperty("taskToken").GetString());
        Assert.Equal("""{"n":1}""", request.RootElement.GetProperty("output").GetString());
    }

    [Fact]
    public async Task A_failure_sends_error_and_cause()
    {
        Assert.Equal(TokenAnswer.Accepted, await tokens.FailAsync("token", "OvenBroken", "no fire", default));

        using var request = JsonDocument.Parse(wire.LastBody);
        Assert.Equal("OvenBroken", request.RootElement.GetProperty("error").GetString());
        Assert.Equal("no fire", request.RootElement.GetProperty("cause").GetString());
    }

    [Theory]
    [InlineData("TaskTimedOut", TokenAnswer.TimedOut)]
    [InlineData("TaskDoesNotExist", TokenAnswer.TimedOut)]
    [InlineData("InvalidToken", TokenAnswer.InvalidToken)]
    public async Task What_Step_Functions_refuses_is_an_answer(string error, TokenAnswer answer)
    {
        wire.Answer = (_, _) => Wire.Error(HttpStatusCode.BadRequest, error);

        Assert.Equal(answer, await tokens.BeatAsync("token", default));
    }

    [Fact]
    public async Task What_goes_wrong_on_the_way_is_not_an_answer()
    {
        wire.Answer = (_, _) => Wire.Error(HttpStatusCode.BadRequest, "AccessDeniedException");

        await Assert.ThrowsAsync<AmazonStepFunctionsException>(() => tokens.BeatAsync("token", default));
    }
}
