using Amazon.SQS;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TasksService.Targets;

public static class SqsTargetExtensions
{
    /// <summary>Adds the target <c>sqs</c>. Region, credentials and endpoint are the AWS SDK's own settings.</summary>
    public static TasksServiceBuilder UseSqsTarget(this TasksServiceBuilder builder)
    {
        builder.Services.TryAddSingleton<IAmazonSQS>(_ => new AmazonSQSClient());
        builder.Services.AddSingleton<ITarget>(services => new SqsTarget(new Lazy<IAmazonSQS>(services.GetRequiredService<IAmazonSQS>)));
        return builder;
    }
}
