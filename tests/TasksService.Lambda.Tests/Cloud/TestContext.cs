using Amazon.Lambda.Core;

namespace TasksService.Lambda.Tests;

internal sealed class TestContext(TimeSpan? timeLeft = null) : ILambdaContext
{
    public string AwsRequestId => "c6af9ac6-7b61-11e6-9a41-93e8deadbeef";

    public IClientContext ClientContext => null!;

    public string FunctionName => "test";

    public string FunctionVersion => "$LATEST";

    public ICognitoIdentity Identity => null!;

    public string InvokedFunctionArn => "arn:aws:lambda:us-east-1:000000000000:function:test";

    public ILambdaLogger Logger => null!;

    public string LogGroupName => "/aws/lambda/test";

    public string LogStreamName => "stream";

    public int MemoryLimitInMB => 256;

    public TimeSpan RemainingTime { get; } = timeLeft ?? TimeSpan.FromSeconds(55);
}
