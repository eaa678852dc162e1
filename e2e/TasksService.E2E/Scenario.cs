using System.Text.Json;

namespace TasksService.E2E;

/// <summary>One scenario under the name that it is reported by.</summary>
internal sealed record Scenario(string Name, Func<Action<JsonElement>, Task> RunAsync);
