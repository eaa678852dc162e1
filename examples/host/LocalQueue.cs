namespace Examples.Host;

/// <summary>A queue of the example, and the function that gets each of its messages.</summary>
internal sealed record LocalQueue(string Name, string Function);
