namespace TasksService.Compat.SampleFunctions;

/// <summary>How often one scope was asked.</summary>
public sealed class ScopedCount
{
    private int _count;

    public int Next() => ++_count;
}
