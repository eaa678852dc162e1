using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.SQS;
using Amazon.Lambda.SQSEvents;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace PizzaOrder;

/// <summary>Bakes what the queue brings, for as long as it takes, and answers with the order's token.</summary>
public sealed class BakePizzaFunction(Oven oven, IAmazonStepFunctions stepFunctions, TimeProvider clock)
{
    [LambdaFunction(ResourceName = "BakePizza")]
    [SQSEvent("@PizzaQueue", BatchSize = 1)]
    public async Task BakePizza(SQSEvent batch)
    {
        foreach (var message in batch.Records)
        {
            var callback = JsonSerializer.Deserialize(message.Body, PizzaJson.Default.PizzaCallback)!;
            await Task.Delay(oven.BakingTime, clock);
            await AnswerAsync(callback);
        }
    }

    private async Task AnswerAsync(PizzaCallback callback)
    {
        var output = JsonSerializer.Serialize(new Pizza(callback.Input.Name, "READY"), PizzaJson.Default.Pizza);
        try
        {
            await stepFunctions.SendTaskSuccessAsync(new SendTaskSuccessRequest { TaskToken = callback.TaskToken, Output = output });
        }
        catch (TaskTimedOutException)
        {
            // A message that came twice, or an order that nobody waits for any more: to answer it again would change nothing.
        }
    }
}
