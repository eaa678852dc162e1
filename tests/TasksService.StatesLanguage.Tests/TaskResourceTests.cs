namespace TasksService.StatesLanguage.Tests;

public class TaskResourceTests
{
    [Theory]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:f", TaskResourceKind.Lambda, "lambda", "f")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:f:prod", TaskResourceKind.Lambda, "lambda", "f")]
    [InlineData("arn:aws:states:us-east-1:123456789012:activity:a", TaskResourceKind.Activity, "activity", "a")]
    [InlineData("arn:aws:states:::lambda:invoke", TaskResourceKind.Service, "lambda", "invoke")]
    [InlineData("arn:aws:states:::states:startExecution.sync:2", TaskResourceKind.Service, "states", "startExecution.sync:2")]
    [InlineData("arn:aws-cn:states:::aws-sdk:s3:listBuckets", TaskResourceKind.Service, "aws-sdk:s3", "listBuckets")]
    public void A_resource_is_told_by_its_arn(string arn, TaskResourceKind kind, string service, string action)
    {
        var resource = TaskResource.TryParse(arn);
        Assert.Equal((kind, service, action), (resource!.Kind, resource.Service, resource.Action));
    }

    [Theory]
    [InlineData("")]
    [InlineData("arn:aws:states:::")]
    [InlineData("arn:aws:states:::lambda")]
    [InlineData("arn:aws:states:::aws-sdk:s3")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:")]
    [InlineData("arn:aws:s3:::bucket")]
    public void Anything_else_is_none(string arn) => Assert.Null(TaskResource.TryParse(arn));

    [Fact]
    public void Patterns_are_told_from_actions()
    {
        Assert.True(TaskResource.TryParse("arn:aws:states:::sqs:sendMessage.waitForTaskToken")!.WaitsForTaskToken);
        Assert.True(TaskResource.TryParse("arn:aws:states:::states:startExecution.sync:2")!.IsSync);
        Assert.Equal("startExecution", TaskResource.TryParse("arn:aws:states:::states:startExecution.sync:2")!.BareAction);
    }
}
