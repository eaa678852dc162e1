using Amazon.DynamoDBv2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TasksService.Aws.DynamoDb;

namespace TasksService.Aws;

public static class DynamoDbExtensions
{
    /// <summary>Keeps the tasks in a DynamoDB table. Region, credentials and endpoint are the AWS SDK's own settings.</summary>
    public static TasksServiceBuilder UseDynamoDb(this TasksServiceBuilder builder)
    {
        builder.Services.AddOptions<DynamoDbOptions>().BindConfiguration(DynamoDbOptions.Section).ValidateFaults(options => options.Faults());
        builder.Services.TryAddSingleton<IAmazonDynamoDB>(_ => new AmazonDynamoDBClient());
        builder.Services.AddSingleton<ITaskStore, DynamoDbTaskStore>();
        return builder;
    }
}
