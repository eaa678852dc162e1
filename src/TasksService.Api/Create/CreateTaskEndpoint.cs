using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace TasksService.Api;

/// <summary><c>POST /tasks</c>.</summary>
internal sealed class CreateTaskEndpoint(NewTaskReader reader, ScheduleTask schedule, IOptions<SchedulingOptions> options)
{
    private const int LargestBody = 256 * 1024;

    private readonly SchedulingOptions options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        var (newTask, problem) = await ReadAsync(context.Request, context.RequestAborted);
        if (newTask is null)
        {
            await problem!.WriteAsync(context);
            return;
        }

        // Not with the request's token: a caller who hangs up now must not leave the task stored but not queued.
        var task = await schedule.HandleAsync(newTask, CancellationToken.None);

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"{context.Request.PathBase.ToUriComponent()}/tasks/{task.Id}";
        await context.Response.WriteJsonAsync(TaskResponse.From(task, options.Lookahead), ApiJson.Default.TaskResponse);
    }

    private async ValueTask<(NewTask? Task, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
        {
            return (null, new(StatusCodes.Status415UnsupportedMediaType, "The content type must be application/json, in UTF-8.", null));
        }

        if (await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body)
        {
            return (null, new(StatusCodes.Status413PayloadTooLarge, "The body must not be larger than 256 KiB.", null));
        }

        return (reader.Read(body, out var problem), problem);
    }

    private static bool IsJson(string? contentType) =>
        string.Equals(contentType, "application/json", StringComparison.OrdinalIgnoreCase)
        || (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)));
}
