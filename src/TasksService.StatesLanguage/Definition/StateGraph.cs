namespace TasksService.StatesLanguage;

/// <summary>States that lead to one another: the machine's own, a branch of a Parallel state, or a Map state's processor.</summary>
internal sealed class StateGraph(string startAt, Dictionary<string, State> states)
{
    public State Start => states[startAt];

    public State this[string name] => states[name];

    public State? Find(string name) => states.GetValueOrDefault(name);
}
