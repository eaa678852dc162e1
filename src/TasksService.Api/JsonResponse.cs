using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TasksService.Api;

internal static class JsonResponse
{
    /// <summary>Writes the whole answer with its length, so that it needs no chunks.</summary>
    public static Task WriteJsonAsync<T>(this HttpResponse response, T value, JsonTypeInfo<T> type, string contentType = "application/json; charset=utf-8")
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return response.BodyWriter.WriteAsync(body, response.HttpContext.RequestAborted).AsTask();
    }
}
