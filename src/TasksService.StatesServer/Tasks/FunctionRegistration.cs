namespace TasksService.StatesServer;

internal sealed record FunctionRegistration(string Name, Func<IServiceProvider, FunctionHandler> Create);
