using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace TasksService.Api;

/// <summary><c>GET /tasks/{id}</c>.</summary>
internal sealed class FindTaskEndpoint(ITaskStore tasks, IOptions<SchedulingOptions> options)
{
    private readonly SchedulingOptions options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;

        // No store need be asked for what cannot be an id.
        var task = Guid.TryParseExact(id, "D", out _) ? await tasks.FindAsync(id, context.RequestAborted) : null;
        if (task is null)
        {
            await new Problem(StatusCodes.Status404NotFound, "There is no task of this id.", null).WriteAsync(context);
            return;
        }

        await context.Response.WriteJsonAsync(TaskResponse.From(task, options.Lookahead), ApiJson.Default.TaskResponse);
    }
}
