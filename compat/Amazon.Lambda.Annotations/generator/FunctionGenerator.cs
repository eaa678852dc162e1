using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Amazon.Lambda.Annotations.SourceGenerator;

/// <summary>Writes for each <c>[LambdaFunction]</c> the class that the runtime calls, and a <c>Main</c> over them where it is asked for.</summary>
[Generator]
public sealed class FunctionGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var functions = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Amazon.Lambda.Annotations.LambdaFunctionAttribute",
            (node, _) => node is MethodDeclarationSyntax,
            (method, _) => Function.Of((IMethodSymbol)method.TargetSymbol));

        var startup = context.SyntaxProvider.ForAttributeWithMetadataName(
                "Amazon.Lambda.Annotations.LambdaStartupAttribute",
                (node, _) => node is ClassDeclarationSyntax,
                (type, _) => ((INamedTypeSymbol)type.TargetSymbol).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))
            .Collect()
            .Select((types, _) => types.Length == 0 ? null : types[0]);

        var settings = context.CompilationProvider.Select((compilation, _) => AssemblySettings.Of(compilation));

        context.RegisterSourceOutput(
            functions.Combine(startup),
            (output, source) => output.AddSource($"{source.Left.GeneratedClass}.g.cs", FunctionSource.Class(source.Left, source.Right)));

        context.RegisterSourceOutput(functions.Collect().Combine(settings), (output, source) =>
        {
            if (source.Right.GenerateMain && source.Left.Length > 0)
            {
                output.AddSource("Program.g.cs", FunctionSource.Main(source.Left, source.Right.Serializer));
            }
        });
    }
}
