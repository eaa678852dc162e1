using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TasksService.Api;

/// <summary><c>GET /health</c>: whether the store answers.</summary>
internal sealed partial class HealthEndpoint(ITaskStore tasks, ILogger<HealthEndpoint> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await tasks.FindAsync(Guid.Empty.ToString(), context.RequestAborted);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            Log.Unhealthy(logger, exception);
            await new Problem(StatusCodes.Status503ServiceUnavailable, "The store does not answer.", null).WriteAsync(context);
            return;
        }

        await context.Response.WriteJsonAsync(new HealthResponse("healthy"), ApiJson.Default.HealthResponse);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The store does not answer")]
        public static partial void Unhealthy(ILogger logger, Exception exception);
    }
}
