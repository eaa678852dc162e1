using System.Text.Json.Nodes;

namespace TasksService.Testing;

internal sealed record AwsCall(string Operation, JsonObject Body)
{
    public string this[string member] => (string?)Body[member] ?? "";
}
