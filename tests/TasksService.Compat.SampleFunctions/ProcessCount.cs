namespace TasksService.Compat.SampleFunctions;

/// <summary>How often the process was asked.</summary>
public sealed class ProcessCount
{
    private int _count;

    public int Next() => ++_count;
}
