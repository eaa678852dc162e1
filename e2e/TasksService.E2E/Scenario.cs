using System.Text.Json;

namespace TasksService.E2E;

/// <summary>One scenario under the name that it is reported by.</summary>
/// <param name="NeedsReceiver">Whether the service has to be able to call this machine.</param>
internal sealed record Scenario(string Name, Func<Action<JsonElement>, Task> RunAsync, bool NeedsReceiver = false);
