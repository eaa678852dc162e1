using Amazon.Lambda.Annotations;

namespace PizzaOrder;

/// <summary>Puts a pizza into the oven.</summary>
public sealed class OrderPizzaFunction(Oven oven, TimeProvider clock)
{
    [LambdaFunction(ResourceName = "OrderPizza")]
    public Baking OrderPizza(Order order) => new(order.Name, clock.GetUtcNow() + oven.BakingTime);
}
