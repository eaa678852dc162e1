using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TasksService.Api;

public static class TasksApiExtensions
{
    /// <summary>Adds what the endpoints need beside the use cases, a store and the targets.</summary>
    public static IServiceCollection AddTasksApi(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddSingleton<NewTaskReader>();
        services.AddSingleton<CreateTaskEndpoint>();
        services.AddSingleton<FindTaskEndpoint>();
        services.AddSingleton<HealthEndpoint>();
        services.AddSingleton<ApiDocument>();
        services.AddSingleton<CallbackEndpoints>();
        return services;
    }

    /// <summary>Maps the whole HTTP API: tasks, health, the document and its page, and problem details for whatever is refused or fails.</summary>
    public static WebApplication UseTasksApi(this WebApplication app)
    {
        app.UseMiddleware<ProblemMiddleware>();
        app.MapTasks();
        app.MapCallbacks();
        app.MapHealth();
        app.MapApiDocument();
        app.UseApiPage();
        return app;
    }

    /// <summary><c>POST /tasks</c> and <c>GET /tasks/{id}</c>.</summary>
    public static IEndpointRouteBuilder MapTasks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/tasks", routes.ServiceProvider.GetRequiredService<CreateTaskEndpoint>().HandleAsync);
        routes.MapGet("/tasks/{id}", routes.ServiceProvider.GetRequiredService<FindTaskEndpoint>().HandleAsync);
        return routes;
    }

    /// <summary><c>POST /callbacks/{token}/success</c>, <c>failure</c> and <c>heartbeat</c>.</summary>
    public static IEndpointRouteBuilder MapCallbacks(this IEndpointRouteBuilder routes)
    {
        var callbacks = routes.ServiceProvider.GetRequiredService<CallbackEndpoints>();
        routes.MapPost("/callbacks/{token}/success", callbacks.SucceedAsync);
        routes.MapPost("/callbacks/{token}/failure", callbacks.FailAsync);
        routes.MapPost("/callbacks/{token}/heartbeat", callbacks.BeatAsync);
        return routes;
    }

    /// <summary><c>GET /health</c>.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", routes.ServiceProvider.GetRequiredService<HealthEndpoint>().HandleAsync);
        return routes;
    }

    /// <summary>The OpenAPI 3.1 document, <c>GET /openapi/v1.json</c>.</summary>
    public static IEndpointRouteBuilder MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/openapi/v1.json", routes.ServiceProvider.GetRequiredService<ApiDocument>().HandleAsync);
        return routes;
    }

    /// <summary>A page to read the document and try it, <c>GET /swagger</c>. All of it is served from here.</summary>
    public static IApplicationBuilder UseApiPage(this IApplicationBuilder app) => app.UseSwaggerUI(page =>
    {
        page.DocumentTitle = "Tasks";

        // Relative, so that it is right under a path base too.
        page.SwaggerEndpoint("../openapi/v1.json", "v1");
    });
}
