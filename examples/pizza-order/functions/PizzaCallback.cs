namespace PizzaOrder;

/// <summary>The message of the machine that waits for its token.</summary>
public sealed record PizzaCallback(string TaskToken, Order Input);
