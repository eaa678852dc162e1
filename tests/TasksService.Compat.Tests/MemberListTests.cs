using System.Reflection;
using TasksService.Testing;

namespace TasksService.Compat.Tests;

/// <summary>A stand-in that grows unnoticed would hide what the real package lacks.</summary>
public sealed class MemberListTests
{
    private static readonly string Compat = Repository.PathOf("compat");

    [Fact]
    public void The_README_lists_every_public_member_of_every_stand_in()
    {
        var listed = File.ReadLines(Path.Combine(Compat, "README.md")).Where(line => line.StartsWith("- `", StringComparison.Ordinal));

        Assert.Equal(StandIns().SelectMany(Lines), listed);
    }

    [Fact]
    public void The_README_has_a_section_for_every_stand_in()
    {
        var sections = File.ReadLines(Path.Combine(Compat, "README.md"))
            .Where(line => line.StartsWith("### ", StringComparison.Ordinal))
            .Select(line => line[4..]);

        Assert.Equal(StandIns(), sections);
    }

    private static IEnumerable<string> StandIns() => Directory.GetDirectories(Compat)
        .Select(folder => Path.GetFileName(folder))
        .Where(name => File.Exists(Path.Combine(Compat, name, $"{name}.csproj")))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Lines(string standIn) => Assembly.Load(standIn).GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => $"- `{Name(type)}`{string.Concat(Members(type).Select((member, i) => (i == 0 ? ": " : ", ") + member))}");

    private static string Name(Type type) => type.FullName!.Split('`')[0].Replace('+', '.');

    private static IEnumerable<string> Members(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(member => member is PropertyInfo or FieldInfo { IsSpecialName: false } or MethodInfo { IsSpecialName: false })
        .Where(member => !typeof(Delegate).IsAssignableFrom(type))
        .Where(member => member is not MethodInfo method || method.GetBaseDefinition().DeclaringType == type)
        .Select(member => member.Name)
        .Distinct()
        .Order(StringComparer.Ordinal);
}
