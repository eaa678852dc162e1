namespace TasksService.Embedded.Tests;

internal sealed record FakeTargetSettings;
