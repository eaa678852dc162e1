using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace TasksService.Api;

/// <summary>Every refusal and every failure is answered with problem details: also an unknown route, a wrong method, and what was not foreseen.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to answer to.
            return;
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await new Problem(exception.StatusCode, exception.Message, null).WriteAsync(context);
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Log.Failed(logger, exception, context.Request.Method, RouteOf(context));
            context.Response.Clear();
            await new Problem(StatusCodes.Status500InternalServerError, "The service could not do this; its log says why.", null).WriteAsync(context);
            return;
        }

        if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentLength: null, ContentType: null })
        {
            await new Problem(context.Response.StatusCode, null, null).WriteAsync(context);
        }
    }

    /// <summary>Not the path itself: it may hold a task token.</summary>
    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Route} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string method, string route);
    }
}
