using System.Globalization;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Examples.Host;
using Microsoft.Extensions.DependencyInjection;

namespace PizzaOrder.Local;

public static class PizzaOrderExample
{
    public const string Polling = "order-pizza-polling";
    public const string Callback = "order-pizza-callback";

    private const string Queue = "pizza-orders";

    /// <param name="args"><c>--baking-seconds 12</c> and those of <see cref="ExampleBuilder"/>.</param>
    public static Example Build(string[] args)
    {
        var builder = ExampleBuilder.Create(args);
        var json = new SourceGeneratorLambdaJsonSerializer<PizzaJson>();

        builder.Services.AddSingleton(new Oven(TimeSpan.FromSeconds(double.Parse(builder.Configuration["baking-seconds"] ?? "12", CultureInfo.InvariantCulture))));
        builder.Services.AddScoped<OrderPizzaFunction>().AddScoped<LookIntoOvenFunction>().AddScoped<BakePizzaFunction>();

        return builder
            .AddFunction("order-pizza", json, (OrderPizzaFunction function, Order order) => Task.FromResult(function.OrderPizza(order)))
            .AddFunction("look-into-oven", json, (LookIntoOvenFunction function, Baking baking) => Task.FromResult(function.LookIntoOven(baking)))
            .AddFunction("bake-pizza", json, (BakePizzaFunction function, SQSEvent batch) => function.BakePizza(batch))
            .AddQueue(Queue, "bake-pizza")
            .AddStateMachine(Polling, "pizza-order/order-polling.asl.json",
                ("OrderPizzaFunctionArn", ExampleNames.FunctionArn("order-pizza")),
                ("LookIntoOvenFunctionArn", ExampleNames.FunctionArn("look-into-oven")))
            .AddStateMachine(Callback, "pizza-order/order-callback.asl.json", ("PizzaQueueUrl", ExampleNames.QueueUrl(Queue)))
            .Build();
    }
}
