namespace TasksService.Compat.SampleFunctions;

public sealed record TickAnswer(DateTime Time, string RuleArn, int CallsOfThisScope, int CallsOfTheProcess);
