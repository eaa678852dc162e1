namespace PizzaOrder;

/// <summary>Stands for whatever takes its time.</summary>
public sealed record Oven(TimeSpan BakingTime);
