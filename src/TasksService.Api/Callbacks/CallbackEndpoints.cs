using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TasksService.Api;

/// <summary><c>POST /callbacks/{token}/…</c>: the answers to a task token, for receivers without AWS credentials. The token is the base64url of the Step Functions token.</summary>
internal sealed class CallbackEndpoints(ITaskTokens tokens, HeartbeatReceiver heartbeats)
{
    private static readonly Shape FailureShape = new(ApiJson.Default.FailureRequest);

    public Task SucceedAsync(HttpContext context) => AnswerAsync(context, async token =>
    {
        var body = await RequestBody.ReadAsync(context.Request, TaskOutput.MaxBytes, context.RequestAborted);
        if (body is null)
        {
            return new Problem(StatusCodes.Status413PayloadTooLarge, "The output must not be larger than 128 KiB.", null);
        }

        return IsJson(body)
            ? ToProblem(await tokens.SucceedAsync(token, body.Length == 0 ? "null" : Encoding.UTF8.GetString(body), CancellationToken.None))
            : Problem.BadRequest("The body must be the output as JSON in UTF-8, or empty.");
    });

    public Task FailAsync(HttpContext context) => AnswerAsync(context, async token =>
    {
        var body = await RequestBody.ReadAsync(context.Request, TaskOutput.MaxBytes, context.RequestAborted);
        if (body is null)
        {
            return new Problem(StatusCodes.Status413PayloadTooLarge, "The body must not be larger than 128 KiB.", null);
        }

        if (body.Length > 0 && !IsJson(body))
        {
            return Problem.BadRequest("The body must be a JSON object in UTF-8, or empty.");
        }

        var faults = new Faults();
        var failure = Read(body, faults);
        return faults.IsEmpty ? ToProblem(await tokens.FailAsync(token, failure?.Error, failure?.Cause, CancellationToken.None)) : Problem.Of(faults);
    });

    public Task BeatAsync(HttpContext context) => AnswerAsync(context, async token =>
    {
        var query = context.Request.Query;
        var revision = int.TryParse(query["revision"], out var number) ? number : 1;
        return ToProblem(await heartbeats.BeatAsync(token, query["task"].FirstOrDefault(), revision, CancellationToken.None));
    });

    private static async Task AnswerAsync(HttpContext context, Func<string, Task<Problem?>> answer)
    {
        var problem = TokenOf(context) is { } token ? await answer(token) : ToProblem(TokenAnswer.InvalidToken);
        if (problem is null)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await problem.WriteAsync(context);
        }
    }

    private static FailureRequest? Read(byte[] body, Faults faults)
    {
        if (body.Length == 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(body);
        var failure = (FailureRequest?)FailureShape.Read(document.RootElement, path: "", faults);
        if (failure?.Error?.Length > 256)
        {
            faults.Add("error", "must not be longer than 256 characters");
        }

        if (failure?.Cause?.Length > 32_768)
        {
            faults.Add("cause", "must not be longer than 32768 characters");
        }

        return failure;
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            if (body.Length > 0)
            {
                JsonDocument.Parse(body).Dispose();
            }

            return System.Text.Unicode.Utf8.IsValid(body);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? TokenOf(HttpContext context)
    {
        var text = (string)context.Request.RouteValues["token"]!;
        return Base64Url.IsValid(text) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) : null;
    }

    private static Problem? ToProblem(TokenAnswer answer) => answer switch
    {
        TokenAnswer.Accepted => null,
        TokenAnswer.TimedOut => new(StatusCodes.Status410Gone, "The task was answered before, has timed out, or is over.", null),
        _ => new(StatusCodes.Status404NotFound, "There is no such task token.", null),
    };
}
