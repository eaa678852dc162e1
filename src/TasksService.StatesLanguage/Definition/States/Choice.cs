namespace TasksService.StatesLanguage;

internal sealed record Choice(Rule Rule, string Next, Template? Assign);
