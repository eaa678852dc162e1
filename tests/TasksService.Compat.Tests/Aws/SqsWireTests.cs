using Amazon.Runtime.Endpoints;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace TasksService.Compat.Tests.Aws;

public sealed class SqsWireTests
{
    private const string QueueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/tasksQueue-test";

    [Fact]
    public async Task A_batch_goes_out_signed_as_AWS_JSON()
    {
        await using var service = await StubService.StartAsync(new StubAnswer("""
            {"Successful":[{"Id":"a","MessageId":"m-1","MD5OfMessageBody":"x"}],
             "Failed":[{"Id":"b","Code":"InternalError","Message":"later","SenderFault":false}]}
            """));
        using var sqs = TestClients.Sqs(service.Url);

        var answer = await sqs.SendMessageBatchAsync(new SendMessageBatchRequest
        {
            QueueUrl = QueueUrl,
            Entries = [new() { Id = "a", MessageBody = "one" }, new() { Id = "b", MessageBody = "two", DelaySeconds = 30 }],
        });

        var request = Assert.Single(service.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/", request.Target);
        Assert.Equal("AmazonSQS.SendMessageBatch", request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.0", request.Headers["Content-Type"]);
        Assert.Equal(
            $$"""{"Entries":[{"Id":"a","MessageBody":"one"},{"DelaySeconds":30,"Id":"b","MessageBody":"two"}],"QueueUrl":"{{QueueUrl}}"}""",
            request.Json.ToJsonString());
        request.AssertSigned(TestClients.AccessKey, TestClients.SecretKey, TestClients.Region, "sqs");

        Assert.Equal("m-1", Assert.Single(answer.Successful).MessageId);
        var failed = Assert.Single(answer.Failed);
        Assert.Equal(("b", "InternalError", false), (failed.Id, failed.Code, failed.SenderFault));
        Assert.Equal("request-1", answer.ResponseMetadata.RequestId);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.HttpStatusCode);
    }

    [Fact]
    public async Task What_the_service_did_not_send_stays_null()
    {
        await using var service = await StubService.StartAsync(new StubAnswer("{}"));
        using var sqs = TestClients.Sqs(service.Url);

        Assert.Null((await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = QueueUrl })).Messages);
    }

    [Fact]
    public async Task An_empty_answer_is_an_answer()
    {
        await using var service = await StubService.StartAsync(new StubAnswer(""));
        using var sqs = TestClients.Sqs(service.Url);

        Assert.NotNull(await sqs.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = QueueUrl, ReceiptHandle = "handle" }));
    }

    [Fact]
    public async Task A_server_error_is_tried_again()
    {
        await using var service = await StubService.StartAsync(
            new StubAnswer("""{"__type":"com.amazonaws.sqs#InternalError"}""", 500),
            new StubAnswer("{}", 503),
            new StubAnswer("""{"MessageId":"m-1"}"""));
        using var sqs = TestClients.Sqs(service.Url);

        Assert.Equal("m-1", (await sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = QueueUrl, MessageBody = "one" })).MessageId);
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task A_missing_queue_is_an_exception_of_its_own_with_the_code_of_the_query_protocol()
    {
        await using var service = await StubService.StartAsync(new StubAnswer(
            """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}""",
            400,
            ("x-amzn-query-error", "AWS.SimpleQueueService.NonExistentQueue;Sender")));
        using var sqs = TestClients.Sqs(service.Url);

        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(() =>
            sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = "nowhere" }));

        Assert.IsAssignableFrom<AmazonSQSException>(error);
        Assert.Equal("The specified queue does not exist.", error.Message);
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", error.ErrorCode);
        Assert.Equal("request-1", error.RequestId);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, error.StatusCode);
    }

    [Fact]
    public async Task An_error_without_a_type_of_its_own_is_the_service_s()
    {
        await using var service = await StubService.StartAsync(new StubAnswer("""{"__type":"com.amazonaws.sqs#SomethingNew","message":"new"}""", 400));
        using var sqs = TestClients.Sqs(service.Url);

        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => sqs.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = "nowhere" }));

        Assert.Equal("SomethingNew", error.ErrorCode);
    }

    [Fact]
    public void Without_an_endpoint_the_region_s_is_called()
    {
        var config = new AmazonSQSConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1, IgnoreConfiguredEndpointUrls = true };

        var endpoint = config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(new GetQueueUrlRequest()));

        Assert.Equal("https://sqs.eu-west-1.amazonaws.com", endpoint.URL.TrimEnd('/'));
    }
}
