using System.Linq;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator;

internal sealed record AssemblySettings(bool GenerateMain, string Serializer)
{
    private const string DefaultSerializer = "global::Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer";

    public static AssemblySettings Of(Compilation compilation)
    {
        var attributes = compilation.Assembly.GetAttributes();

        var generateMain = attributes
            .Where(a => a.AttributeClass?.ToDisplayString() == "Amazon.Lambda.Annotations.LambdaGlobalPropertiesAttribute")
            .SelectMany(a => a.NamedArguments)
            .Any(a => a.Key == "GenerateMain" && a.Value.Value is true);

        var serializer = attributes
            .Where(a => a.AttributeClass?.ToDisplayString() == "Amazon.Lambda.Core.LambdaSerializerAttribute")
            .Select(a => a.ConstructorArguments[0].Value as ITypeSymbol)
            .FirstOrDefault();

        return new(generateMain, serializer?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) ?? DefaultSerializer);
    }
}
