namespace TasksService.E2E.Scenarios;

/// <summary>The service did not do what a scenario expects of it.</summary>
public sealed class ScenarioFailedException(string message) : Exception(message);
