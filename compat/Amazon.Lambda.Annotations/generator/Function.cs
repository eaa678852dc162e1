using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Amazon.Lambda.Annotations.SourceGenerator;

/// <summary>A function as text, so that the generator runs again only when something of it changes.</summary>
/// <param name="Parameters">Types and names of what the runtime passes, as in a method's head.</param>
/// <param name="DelegateType">The type of the generated method.</param>
/// <param name="Arguments">What the generated method passes on.</param>
internal sealed record Function(
    string Namespace,
    string ClassName,
    string Method,
    string ReturnType,
    bool IsAsync,
    bool ReturnsValue,
    string Parameters,
    string DelegateType,
    string Arguments)
{
    public string GeneratedClass => $"{ClassName}_{Method}_Generated";

    public string FullGeneratedClass => Namespace.Length == 0 ? $"global::{GeneratedClass}" : $"global::{Namespace}.{GeneratedClass}";

    public string FullClass => Namespace.Length == 0 ? $"global::{ClassName}" : $"global::{Namespace}.{ClassName}";

    public static Function Of(IMethodSymbol method)
    {
        var type = method.ContainingType;
        var passed = method.Parameters.Where(p => !IsFromServices(p)).ToList();
        var returnType = Name(method.ReturnType);
        var isAsync = returnType.StartsWith("global::System.Threading.Tasks.Task", StringComparison.Ordinal);

        return new(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            type.Name,
            method.Name,
            returnType,
            isAsync,
            !method.ReturnsVoid && returnType != "global::System.Threading.Tasks.Task",
            passed.Count == 0 ? "global::System.IO.Stream _" : string.Join(", ", passed.Select(p => $"{Name(p.Type)} {p.Name}")),
            DelegateOf(passed, method.ReturnsVoid ? null : returnType),
            string.Join(", ", method.Parameters.Select(Argument)));
    }

    private static string DelegateOf(List<IParameterSymbol> passed, string? returnType)
    {
        var types = passed.Count == 0 ? ["global::System.IO.Stream"] : passed.Select(p => Name(p.Type)).ToList();
        if (returnType is null)
        {
            return $"global::System.Action<{string.Join(", ", types)}>";
        }

        types.Add(returnType);
        return $"global::System.Func<{string.Join(", ", types)}>";
    }

    private static string Argument(IParameterSymbol parameter) => IsFromServices(parameter)
        ? $"scope.ServiceProvider.GetRequiredService<{Name(parameter.Type)}>()"
        : parameter.Name;

    private static bool IsFromServices(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == "Amazon.Lambda.Annotations.FromServicesAttribute");

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
