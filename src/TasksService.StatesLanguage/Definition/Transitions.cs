namespace TasksService.StatesLanguage;

/// <summary>Which state of a graph leads to which.</summary>
internal sealed class Transitions(HashSet<string> states)
{
    private readonly Dictionary<string, List<string>> _targets = new(StringComparer.Ordinal);

    /// <summary>The state whose transitions are being read.</summary>
    public string From { get; set; } = "";

    /// <summary>Whether some state could not be read: then nothing can be said of what is reachable.</summary>
    public bool HasGaps { get; set; }

    /// <returns><see langword="false"/> when there is no such state.</returns>
    public bool Add(string target)
    {
        if (!states.Contains(target))
        {
            return false;
        }

        if (!_targets.TryGetValue(From, out var targets))
        {
            _targets.Add(From, targets = []);
        }

        targets.Add(target);
        return true;
    }

    public IEnumerable<string> Unreachable(string start)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { start };
        var pending = new Queue<string>([start]);
        while (pending.TryDequeue(out var state))
        {
            foreach (var target in _targets.GetValueOrDefault(state) ?? [])
            {
                if (reached.Add(target))
                {
                    pending.Enqueue(target);
                }
            }
        }

        return states.Where(state => !reached.Contains(state));
    }
}
