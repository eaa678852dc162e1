namespace TasksService.Compat.Tests.Aws;

public sealed record StubAnswer(string Body, int Status = 200, params (string Name, string Value)[] Headers);
