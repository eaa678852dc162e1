namespace TasksService.StatesLanguage;

/// <summary>A line of states that runs on its own: the execution's main line, a branch of a Parallel state, an iteration of a Map state.</summary>
internal sealed class Branch(StateGraph graph, Branch? parent, int index)
{
    public StateGraph Graph { get; } = graph;

    public Branch? Parent { get; } = parent;

    /// <summary>Which branch or iteration of its parent it is.</summary>
    public int Index { get; } = index;

    public State State { get; set; } = graph.Start;

    public BranchPhase Phase { get; set; } = BranchPhase.Ready;

    /// <summary>The state's input as it came.</summary>
    public Json Input { get; set; } = Json.Null;

    public Json Variables { get; set; } = Json.EmptyObject;

    /// <summary><c>$$.Map</c>, inside an iteration.</summary>
    public Json? MapContext { get; set; }

    public DateTimeOffset EnteredAt { get; set; }

    public long EnteredEventId { get; set; }

    public long LastEventId { get; set; }

    /// <summary>How often the state was retried, by any retrier.</summary>
    public int RetryCount { get; set; }

    /// <summary>How often each retrier retried.</summary>
    public int[]? RetryCounts { get; set; }

    /// <summary>When a wait or a back-off is over.</summary>
    public DateTimeOffset DueAt { get; set; }

    public ActiveTask? Task { get; set; }

    /// <summary>The branches or iterations of a Parallel or Map state.</summary>
    public Fork? Fork { get; set; }

    public DateTimeOffset? WakeAt
    {
        get
        {
            switch (Phase)
            {
                case BranchPhase.Waiting or BranchPhase.BackingOff:
                    return DueAt;
                case BranchPhase.RunningTask:
                    return Task!.DueAt;
                case BranchPhase.Forked:
                    DateTimeOffset? earliest = null;
                    foreach (var child in Fork!.Running)
                    {
                        if (child.WakeAt is { } at && !(at >= earliest))
                        {
                            earliest = at;
                        }
                    }

                    return earliest;
                default:
                    return null;
            }
        }
    }

    /// <summary>Collects this branch and all below it whose time has come.</summary>
    public void CollectDue(DateTimeOffset now, List<Branch> due)
    {
        if (Phase == BranchPhase.Forked)
        {
            foreach (var child in Fork!.Running)
            {
                child.CollectDue(now, due);
            }
        }
        else if (WakeAt <= now)
        {
            due.Add(this);
        }
    }
}
