namespace TasksService.StatesLanguage;

public enum StateMachineType
{
    Standard,

    /// <summary>No callbacks, no <c>.sync</c>, no activities.</summary>
    Express,
}
