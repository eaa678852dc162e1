namespace TasksService.StatesLanguage;

/// <summary>The running inside of a Parallel or Map state.</summary>
internal sealed class Fork(Json?[] results)
{
    /// <summary>Outputs so far, by index.</summary>
    public Json?[] Results { get; } = results;

    public List<Branch> Running { get; } = [];

    /// <summary>How many have been started.</summary>
    public int Started { get; set; }

    public int Done { get; set; }

    public int Failed { get; set; }

    /// <summary>Of a Map state: what it iterates over.</summary>
    public Json Items { get; init; } = Json.EmptyArray;

    /// <summary>Of a Map state: its input after InputPath, which ItemSelector reads.</summary>
    public Json Input { get; init; } = Json.Null;

    public int MaxRunning { get; init; } = int.MaxValue;

    /// <summary>Of a Map state: how many iterations may fail; <see langword="null"/> when the first failure is the state's.</summary>
    public double? ToleratedFailures { get; init; }
}
