using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace TasksService.Api;

/// <summary>Problem details (RFC 9457). Without a type, the title is the status's own phrase.</summary>
/// <param name="Errors">What is wrong with which member of the request.</param>
internal sealed record Problem(
    [property: JsonPropertyOrder(1)] int Status, [property: JsonPropertyOrder(2)] string? Detail, [property: JsonPropertyOrder(3)] IReadOnlyDictionary<string, List<string>>? Errors)
{
    public string Title => ReasonPhrases.GetReasonPhrase(Status);

    public static Problem BadRequest(string detail) => new(StatusCodes.Status400BadRequest, detail, null);

    public static Problem Of(Faults faults) => new(
        faults.Status, "The request is refused and nothing was stored; errors tells what is wrong with which member.", faults.ByMember);

    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        return context.Response.WriteJsonAsync(this, ApiJson.Default.Problem, "application/problem+json");
    }
}
