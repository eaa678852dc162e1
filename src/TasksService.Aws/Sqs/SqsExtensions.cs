using Amazon.SQS;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TasksService.Aws.Sqs;

namespace TasksService.Aws;

public static class SqsExtensions
{
    /// <summary>Hands tasks on by an SQS queue. Region, credentials and endpoint are the AWS SDK's own settings.</summary>
    public static TasksServiceBuilder UseSqs(this TasksServiceBuilder builder)
    {
        builder.Services.AddOptions<SqsOptions>().BindConfiguration(SqsOptions.Section).ValidateFaults(options => options.Faults());
        builder.Services.TryAddSingleton<IAmazonSQS>(_ => new AmazonSQSClient());
        builder.Services.AddSingleton<ITaskQueue, SqsTaskQueue>();
        return builder;
    }
}
