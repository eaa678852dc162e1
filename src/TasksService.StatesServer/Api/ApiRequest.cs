using System.Text;
using System.Text.Json;
using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>The body of a request, read with the API's constraints and the words in which it complains.</summary>
internal sealed class ApiRequest(Json body)
{
    public static ApiRequest Parse(ReadOnlySpan<byte> body)
    {
        Json json;
        try
        {
            json = body.IsEmpty ? Json.EmptyObject : Json.Parse(body);
        }
        catch (JsonException exception)
        {
            throw StatesException.Serialization(exception.Message);
        }

        return json.IsObject ? new(json) : throw StatesException.Serialization("The request is no JSON object.");
    }

    public Json? Member(string name) => body[name] is { IsNull: false } value ? value : null;

    public string Required(string name, int maxLength, int minLength = 1) => Optional(name, maxLength, minLength)
        ?? throw StatesException.Validation($"1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null");

    public string? Optional(string name, int maxLength, int minLength = 0)
    {
        if (Member(name) is not { } value)
        {
            return null;
        }

        var text = value.TextOrNull() ?? throw StatesException.Serialization($"The member '{name}' is no string.");
        return text.Length > maxLength ? throw Broken(name, text, $"length less than or equal to {maxLength}")
            : text.Length < minLength ? throw Broken(name, text, $"length greater than or equal to {minLength}")
            : text;
    }

    /// <summary>One of some words.</summary>
    public string? Choice(string name, params string[] words)
    {
        var text = Optional(name, int.MaxValue);
        return text is null || words.Contains(text) ? text
            : throw StatesException.Validation($"1 validation error detected: Value '{text}' at '{name}' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", words)}]");
    }

    public bool? Flag(string name) => Member(name) switch
    {
        null => null,
        { IsBoolean: true } value => value.Equals(Json.True),
        _ => throw StatesException.Serialization($"The member '{name}' is no boolean."),
    };

    /// <summary>How many results a page holds: <c>maxResults</c>, 100 when it is absent or 0.</summary>
    public int PageSize()
    {
        if (Member("maxResults") is not { } value)
        {
            return 100;
        }

        return !value.TryGetInt64(out var count) ? throw StatesException.Serialization("The member 'maxResults' is no integer.")
            : count is < 0 or > 1000 ? throw Broken("maxResults", value.ToString(), count < 0 ? "value greater than or equal to 0" : "value less than or equal to 1000")
            : count == 0 ? 100
            : (int)count;
    }

    /// <summary>JSON text in a string, of at most <paramref name="maxBytes"/> bytes.</summary>
    public (string Text, Json Value)? JsonText(string name, int maxBytes, Func<string, StatesException> invalid)
    {
        if (Optional(name, int.MaxValue) is not { } text)
        {
            return null;
        }

        if (Encoding.UTF8.GetByteCount(text) > maxBytes)
        {
            throw Broken(name, text[..100] + "…", $"length less than or equal to {maxBytes}");
        }

        try
        {
            return (text, Json.Parse(text));
        }
        catch (JsonException exception)
        {
            throw invalid(exception.Message);
        }
    }

    private static StatesException Broken(string name, string value, string rule) =>
        StatesException.Validation($"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: Member must have {rule}");
}
