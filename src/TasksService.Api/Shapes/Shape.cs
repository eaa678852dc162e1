using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace TasksService.Api;

/// <summary>
/// What a JSON value must look like, taken from the class that it is deserialized into. A deserializer stops at the first fault; this reads on
/// and tells them all.
/// </summary>
internal sealed class Shape
{
    private readonly JsonTypeInfo type;
    private readonly ShapeMember[] members;
    private readonly FrozenDictionary<string, ShapeMember> membersByName;
    private readonly Shape? elements;

    public Shape(JsonTypeInfo type)
    {
        this.type = type;
        members = type.Kind == JsonTypeInfoKind.Object ? [.. type.Properties.Select(property => new ShapeMember(property))] : [];
        membersByName = members.ToFrozenDictionary(member => member.Name, StringComparer.Ordinal);
        elements = type.Kind == JsonTypeInfoKind.Dictionary ? new Shape(type.Options.GetTypeInfo(type.ElementType!)) : null;
    }

    /// <summary>Checks the values of what has been deserialized without a fault.</summary>
    public void Check(object instance, string path, Faults faults)
    {
        foreach (var member in members)
        {
            if (member.Range is null && member.Shape.members.Length == 0)
            {
                continue;
            }

            if (member.Get(instance) is { } value)
            {
                CheckRange(member, value, path, faults);
                member.Shape.Check(value, Join(path, member.Name), faults);
            }
        }
    }

    /// <summary>Reads what can be read of <paramref name="element"/> and adds a fault for everything else.</summary>
    /// <returns><see langword="null"/> when nothing of it can be read; members that cannot be read are left at their defaults.</returns>
    public object? Read(JsonElement element, string path, Faults faults, RangeAttribute? range = null)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary when element.ValueKind != JsonValueKind.Object:
                faults.Add(path, "must be a JSON object");
                return null;
            case JsonTypeInfoKind.Object:
                return ReadObject(element, path, faults);
            case JsonTypeInfoKind.Dictionary:
                return ReadDictionary(element, path, faults);
            default:
                return ReadValue(element, path, faults, range);
        }
    }

    private object ReadObject(JsonElement element, string path, Faults faults)
    {
        var instance = type.CreateObject!();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = NameOf(property);
            var memberPath = Join(path, name);
            if (!seen.Add(name))
            {
                faults.Add(memberPath, "is given more than once");
            }
            else if (!membersByName.TryGetValue(name, out var member))
            {
                faults.Add(memberPath, $"is not a known member; known are {string.Join(", ", members.Select(known => known.Name))}");
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                if (member.Shape.Read(property.Value, memberPath, faults, member.Range) is { } value)
                {
                    CheckRange(member, value, path, faults);
                    member.Set(instance, value);
                }
            }
            else if (!member.TakesNull)
            {
                faults.Add(memberPath, $"must be {member.Shape.Expected(member.Range)}, not null");
            }
        }

        foreach (var member in members.Where(member => member.IsRequired && !seen.Contains(member.Name)))
        {
            faults.Add(Join(path, member.Name), "is required");
        }

        return instance;
    }

    private object? ReadDictionary(JsonElement element, string path, Faults faults)
    {
        var before = faults.Count;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = NameOf(property);
            if (!seen.Add(name))
            {
                faults.Add(Join(path, name), "is given more than once");
            }
            else if (property.Value.ValueKind == JsonValueKind.Null)
            {
                faults.Add(Join(path, name), $"must be {elements!.Expected(null)}, not null");
            }
            else
            {
                elements!.Read(property.Value, Join(path, name), faults);
            }
        }

        return faults.Count == before ? ReadValue(element, path, faults, null) : null;
    }

    private object? ReadValue(JsonElement element, string path, Faults faults, RangeAttribute? range)
    {
        if (type.Type == typeof(JsonElement) || type.Type == typeof(JsonElement?))
        {
            AddDuplicates(element, path, faults);
            return element;
        }

        try
        {
            return element.Deserialize(type);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            faults.Add(path, $"must be {Expected(range)}");
            return null;
        }
    }

    /// <summary>Any JSON will do here, except what says two things at once.</summary>
    private static void AddDuplicates(JsonElement element, string path, Faults faults)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in element.EnumerateArray())
            {
                AddDuplicates(item, $"{path}[{index++}]", faults);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in element.EnumerateObject())
            {
                var name = NameOf(property);
                if (!seen.Add(name))
                {
                    faults.Add(Join(path, name), "is given more than once");
                }

                AddDuplicates(property.Value, Join(path, name), faults);
            }
        }
    }

    private static void CheckRange(ShapeMember member, object value, string path, Faults faults)
    {
        if (member.Range is { } range && !range.IsValid(value))
        {
            faults.Add(Join(path, member.Name), $"must be {member.Shape.Expected(range)}");
        }
    }

    private string Expected(RangeAttribute? range)
    {
        var value = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        var kind = value switch
        {
            _ when type.Kind is JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "a JSON object",
            _ when value == typeof(string) => "a string of valid Unicode",
            _ when value == typeof(int) => "a whole number",
            _ when value == typeof(double) => "a number",
            _ when value == typeof(DateTimeOffset) => "an ISO 8601 instant with an offset, for example 2026-03-01T12:00:00Z or 2026-03-01T13:00:00+01:00",
            _ when value.IsEnum => "one of " + string.Join(", ", type.GetJsonSchemaAsNode()["enum"]!.AsArray().Where(name => name is not null)),
            _ => "JSON",
        };

        return range is null ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind} from {range.Minimum} to {range.Maximum}");
    }

    /// <summary>A name with an unpaired surrogate is no string; it is told as it was escaped.</summary>
    public static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property));
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
