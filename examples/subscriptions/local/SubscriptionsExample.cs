using Amazon.Lambda.Serialization.SystemTextJson;
using Examples.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Subscriptions.Local;

public static class SubscriptionsExample
{
    public const string Machine = "process-subscriptions";
    public const string Activity = "ProcessUsersSubscriptionActivity";

    /// <param name="args"><c>--no-poller true</c> leaves the poller to you; and those of <see cref="ExampleBuilder"/>.</param>
    public static Example Build(string[] args)
    {
        var builder = ExampleBuilder.Create(args);
        builder.Services.AddScoped<SubscriptionWorkerFunction>();
        builder
            .AddFunction("subscription-worker", new SourceGeneratorLambdaJsonSerializer<SubscriptionJson>(), (SubscriptionWorkerFunction function, SubscriptionTask task) => function.ProcessSubscription(task))
            .AddActivity(Activity)
            .AddStateMachine(Machine, "subscriptions/process-subscriptions.asl.json", ("ProcessUsersSubscriptionActivityArn", ExampleNames.ActivityArn(Activity)));

        if (builder.Configuration["no-poller"] is null)
        {
            builder.AddPoller(Activity);
        }

        return builder.Build();
    }
}
