using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;

namespace TasksService.Api;

/// <summary>One member of a <see cref="Shape"/>, with what its attributes say of its values.</summary>
internal sealed class ShapeMember(JsonPropertyInfo property)
{
    public string Name { get; } = property.Name;

    public bool IsRequired { get; } = property.IsRequired;

    public bool TakesNull { get; } = property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.IsSetNullable;

    public RangeAttribute? Range { get; } =
        property.AttributeProvider?.GetCustomAttributes(typeof(RangeAttribute), inherit: true).OfType<RangeAttribute>().FirstOrDefault();

    public Shape Shape { get; } = new(property.Options.GetTypeInfo(property.PropertyType));

    public object? Get(object instance) => property.Get!(instance);

    public void Set(object instance, object? value) => property.Set!(instance, value);
}
