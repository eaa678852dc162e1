namespace TasksService.StatesLanguage;

/// <summary>An entry of Catch.</summary>
internal sealed record Catcher(string[] ErrorEquals, string Next, ResultTarget? ResultPath, Template? Assign);
