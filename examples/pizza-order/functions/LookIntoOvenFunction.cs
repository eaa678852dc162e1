using Amazon.Lambda.Annotations;

namespace PizzaOrder;

/// <summary>What the machine that polls asks, again and again.</summary>
public sealed class LookIntoOvenFunction(TimeProvider clock)
{
    [LambdaFunction(ResourceName = "LookIntoOven")]
    public Pizza LookIntoOven(Baking baking) => new(baking.Order, clock.GetUtcNow() < baking.ReadyAt ? "BAKING" : "READY");
}
