namespace TasksService.Targets.Tests;

/// <summary>A request as it arrived.</summary>
public sealed record Received(string Method, string PathAndQuery, IReadOnlyDictionary<string, string> Headers, string Body);
