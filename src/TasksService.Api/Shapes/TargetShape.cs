using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TasksService.Api;

/// <summary>A registered target and how its member in the request must look.</summary>
internal sealed class TargetShape(ITarget target)
{
    private readonly JsonTypeInfo type = target.Shape;
    private readonly Shape shape = new(target.Shape);

    public string Type { get; } = target.Type;

    public JsonTypeInfo TypeInfo => type;

    /// <exception cref="JsonException">The target has not this shape.</exception>
    public void Check(JsonElement element, string path, Faults faults)
    {
        var settings = element.Deserialize(type)!;
        shape.Check(settings, path, faults);
        Validate(settings, path, faults);
    }

    /// <summary>Adds everything that is wrong with a target that may not have this shape.</summary>
    public void Read(JsonElement element, string path, Faults faults)
    {
        if (shape.Read(element, path, faults) is { } settings)
        {
            Validate(settings, path, faults);
        }
    }

    private void Validate(object settings, string path, Faults faults)
    {
        foreach (var (member, message) in target.Validate(settings))
        {
            var memberPath = $"{path}.{member}";
            if (!faults.Has(memberPath))
            {
                faults.Add(memberPath, message);
            }
        }
    }
}
