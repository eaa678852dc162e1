using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace TasksService.Compat.Tests.Aws;

/// <summary>The environment is the process's: nothing else runs meanwhile.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class EnvironmentTests
{
    [Fact]
    public async Task Endpoint_region_and_credentials_come_from_the_environment()
    {
        await using var sqsService = await StubService.StartAsync(new StubAnswer("{}"));
        await using var otherServices = await StubService.StartAsync(new StubAnswer("{}"), new StubAnswer("{}"));
        using var environment = new ProcessEnvironment(new()
        {
            ["AWS_ENDPOINT_URL"] = otherServices.Url,
            ["AWS_ENDPOINT_URL_SQS"] = sqsService.Url,
            ["AWS_REGION"] = "eu-north-1",
            ["AWS_ACCESS_KEY_ID"] = "AKIDENV",
            ["AWS_SECRET_ACCESS_KEY"] = "envsecret",
        });

        using var sqs = new AmazonSQSClient();
        using var stepFunctions = new AmazonStepFunctionsClient();
        using var lambda = new AmazonLambdaClient();
        await sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = "q" });
        await stepFunctions.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = "arn:x" });
        await lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" });

        sqsService.Requests.Single().AssertSigned("AKIDENV", "envsecret", "eu-north-1", "sqs");
        otherServices.Requests[0].AssertSigned("AKIDENV", "envsecret", "eu-north-1", "states");
        otherServices.Requests[1].AssertSigned("AKIDENV", "envsecret", "eu-north-1", "lambda");
    }

    [Fact]
    public async Task Each_service_has_a_variable_for_its_endpoint()
    {
        await using var service = await StubService.StartAsync(new StubAnswer("{}"), new StubAnswer("{}"));
        using var environment = new ProcessEnvironment(new()
        {
            ["AWS_ENDPOINT_URL_SFN"] = service.Url,
            ["AWS_ENDPOINT_URL_LAMBDA"] = service.Url,
            ["AWS_REGION"] = "eu-north-1",
            ["AWS_ACCESS_KEY_ID"] = "AKIDENV",
            ["AWS_SECRET_ACCESS_KEY"] = "envsecret",
        });

        using var stepFunctions = new AmazonStepFunctionsClient();
        using var lambda = new AmazonLambdaClient();
        await stepFunctions.SendTaskSuccessAsync(new SendTaskSuccessRequest { TaskToken = "t", Output = "{}" });
        await lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" });

        Assert.Equal(2, service.Requests.Count);
    }
}
