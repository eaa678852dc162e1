namespace TasksService.ActivityWorker.Tests;

internal sealed record Receipt(string Text);
