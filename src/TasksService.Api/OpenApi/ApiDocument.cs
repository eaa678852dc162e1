using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace TasksService.Api;

/// <summary>
/// The OpenAPI 3.1 document: the paths as written in <c>openapi.json</c>, the schemas as the serializer and the reader of requests have them, so that
/// the document cannot say other than the code does.
/// </summary>
internal sealed class ApiDocument
{
    private readonly Lazy<byte[]> json;

    public ApiDocument(IEnumerable<ITarget> targets) => json = new(() => Build([.. targets]));

    public Task HandleAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Value.Length;
        return context.Response.BodyWriter.WriteAsync(json.Value, context.RequestAborted).AsTask();
    }

    private static byte[] Build(ITarget[] targets)
    {
        using var template = typeof(ApiDocument).Assembly.GetManifestResourceStream("openapi.json")!;
        var document = JsonNode.Parse(template)!;
        var schemas = document["components"]!["schemas"]!.AsObject();

        schemas["CreateTask"] = SchemaOf(ApiJson.Default.CreateTaskRequest);
        schemas["Failure"] = SchemaOf(ApiJson.Default.FailureRequest);
        schemas["Task"] = SchemaOf(ApiJson.Default.TaskResponse);
        schemas["Problem"] = SchemaOf(ApiJson.Default.Problem);
        schemas["Health"] = SchemaOf(ApiJson.Default.HealthResponse);
        foreach (var target in targets)
        {
            schemas[NameOf(target)] = TargetSchema(target);
        }

        schemas["CreateTask"]!["properties"]!["target"]!["oneOf"] = OneOf(targets, orNull: true);
        schemas["Task"]!["properties"]!["target"]!["oneOf"] = OneOf(targets, orNull: false);
        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    private static JsonArray OneOf(ITarget[] targets, bool orNull)
    {
        var schemas = new JsonArray();
        foreach (var target in targets)
        {
            schemas.Add((JsonNode)new JsonObject { ["$ref"] = $"#/components/schemas/{NameOf(target)}" });
        }

        if (orNull)
        {
            schemas.Add((JsonNode)new JsonObject { ["type"] = "null" });
        }

        return schemas;
    }

    private static JsonNode TargetSchema(ITarget target)
    {
        var schema = SchemaOf(target.Shape);
        schema["properties"]!["type"]!["const"] = target.Type;
        return schema;
    }

    private static string NameOf(ITarget target) => $"{char.ToUpperInvariant(target.Type[0])}{target.Type[1..]}Target";

    private static JsonNode SchemaOf(JsonTypeInfo type) => type.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Describe,
    });

    /// <summary>Adds what the attributes of a member or type say, and the types that are told by a converter.</summary>
    private static JsonObject Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        // An exporter that knows nothing of a type says true: anything.
        var described = schema as JsonObject ?? [];
        var value = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var isNullable = value != context.TypeInfo.Type;
        if (value == typeof(DateTimeOffset))
        {
            described["type"] = isNullable ? new JsonArray("string", "null") : "string";
            described["format"] = "date-time";
        }
        else if (value.IsEnum)
        {
            described["type"] = isNullable ? new JsonArray("string", "null") : "string";
        }

        var attributes = context.PropertyInfo?.AttributeProvider;
        if ((Find<DescriptionAttribute>(attributes) ?? Find<DescriptionAttribute>(context.PropertyInfo is null ? value : null)) is { } description)
        {
            described["description"] = description.Description;
        }

        if (Find<RangeAttribute>(attributes) is { } range)
        {
            described["minimum"] = Number(range.Minimum);
            described["maximum"] = Number(range.Maximum);
        }

        return described;
    }

    private static JsonNode Number(object bound) => bound is int whole ? whole : (double)bound;

    private static T? Find<T>(System.Reflection.ICustomAttributeProvider? attributes)
        where T : Attribute =>
        attributes?.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();
}
