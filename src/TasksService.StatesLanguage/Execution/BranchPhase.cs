namespace TasksService.StatesLanguage;

internal enum BranchPhase
{
    /// <summary>The state is to be entered.</summary>
    Ready,

    /// <summary>In a Wait state.</summary>
    Waiting,

    /// <summary>A retry is due later.</summary>
    BackingOff,

    RunningTask,

    /// <summary>In a Parallel or Map state whose branches run.</summary>
    Forked,

    Ended,
}
