using TasksService.StatesLanguage;

namespace TasksService.Conformance;

/// <summary>The outcomes that a scenario's tasks were recorded with, in the order of the calls.</summary>
internal sealed class RecordedTasks(Json mocks)
{
    private readonly HashSet<(string Target, int Index)> _used = [];

    /// <returns><see langword="null"/> when nothing was recorded for such a task: it never answers.</returns>
    public Json? Next(TaskRequest task)
    {
        foreach (var target in TargetsOf(task))
        {
            if (mocks[target] is { Count: > 0 } outcomes)
            {
                return Pick(target, outcomes, task);
            }
        }

        return null;
    }

    private Json Pick(string target, Json outcomes, TaskRequest task)
    {
        var fitting = Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i]["state"]?.TextOrNull() is not { } state || state == "*" || state == task.StateName).ToList();
        var unused = fitting.Where(i => !_used.Contains((target, i))).ToList();
        if (unused.Count == 0)
        {
            return outcomes[fitting.Count > 0 ? fitting[^1] : outcomes.Count - 1];
        }

        var same = unused.FindIndex(i => outcomes[i]["input"]?.Equals(task.Input) == true);
        var index = unused[Math.Max(0, same)];
        if (outcomes[index]["repeat"] is null)
        {
            _used.Add((target, index));
        }

        return outcomes[index];
    }

    private static IEnumerable<string> TargetsOf(TaskRequest task)
    {
        if (task.Resource.Kind == TaskResourceKind.Activity)
        {
            yield return task.Resource.Arn;
        }
        else if (task.Resource.Kind == TaskResourceKind.Lambda)
        {
            yield return task.Resource.Action;
        }
        else
        {
            if (task.Resource.Service == "lambda" && task.Input["FunctionName"]?.TextOrNull() is { } function)
            {
                var parts = function.Split(':');
                yield return parts.Length > 6 ? parts[6] : parts[0];
            }

            yield return $"{task.Resource.Service}:{task.Resource.Action}";
        }
    }
}
