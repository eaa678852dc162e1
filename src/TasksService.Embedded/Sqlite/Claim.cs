namespace TasksService.Embedded;

/// <summary>Who is at work on a task in progress. Locked by whoever reads or changes it.</summary>
internal sealed class Claim
{
    /// <summary>The task as it was moved to in progress, while there is room to keep it; it need not be read again then.</summary>
    public ScheduledTask? Task { get; set; }

    public int Revision { get; set; }

    public string? Claimant { get; set; }

    public DateTimeOffset Until { get; set; } = DateTimeOffset.MinValue;

    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Not in the store's list any more: whoever got hold of it meanwhile has to look again.</summary>
    public bool IsOver { get; set; }
}
