namespace TasksService.Api;

internal sealed record HealthResponse(string Status);
