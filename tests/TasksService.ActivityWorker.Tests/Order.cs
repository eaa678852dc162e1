namespace TasksService.ActivityWorker.Tests;

internal sealed record Order(string Pizza, int Count);
