using System.Collections.Frozen;
using TasksService.StatesServer;
using TasksService.Targets;

namespace TasksService.Embedded;

/// <summary>What may be set. A misspelt setting that nobody reads would leave the default in force without a word.</summary>
internal static class KnownSettings
{
    private static readonly Dictionary<string, Type> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        [EmbeddedOptions.Section] = typeof(EmbeddedOptions),
        [SchedulingOptions.Section] = typeof(SchedulingOptions),
        [HttpTargetOptions.Section] = typeof(HttpTargetOptions),
        [StatesServerOptions.Section] = typeof(StatesServerOptions),
    };

    /// <summary>Beside the sections: what ASP.NET Core reads, and the keys that are settings of their own.</summary>
    private static readonly FrozenSet<string> Others = FrozenSet.ToFrozenSet(
        [
            "urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "shutdownTimeoutSeconds", "detailedErrors", "hostBuilder", "Logging", "Kestrel", "AllowedHosts",
            CallbackOptions.Key, "AWS_REGION", "AWS_ENDPOINT_URL_LAMBDA", "AWS_ENDPOINT_URL_SQS", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <param name="settings">From everywhere: of those only the sections are looked at, since the environment holds much that is not for this host.</param>
    /// <param name="commandLine">Those of the command line alone.</param>
    public static IEnumerable<string> Faults(IConfiguration settings, IConfiguration commandLine)
    {
        foreach (var root in commandLine.GetChildren().Where(root => !Sections.ContainsKey(root.Key) && !Others.Contains(root.Key)))
        {
            yield return $"There is no setting --{root.Key}.";
        }

        foreach (var (section, options) in Sections)
        {
            var names = options.GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var member in settings.GetSection(section).GetChildren().Where(member => !names.Contains(member.Key)))
            {
                yield return $"There is no setting {section}:{member.Key}; {section} has {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
            }
        }
    }
}
