using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>The operations on state machines.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html"/></remarks>
internal sealed class StateMachineOperations(StatesEngine engine, ResourceNames names)
{
    private const int MaxDefinition = 1_048_576;
    private const int MaxArn = 256;

    private static readonly string[] SettingNames = ["loggingConfiguration", "tracingConfiguration", "encryptionConfiguration"];

    public async Task<Json> CreateAsync(ApiRequest request)
    {
        var name = request.Required("name", 80);
        var definition = request.Required("definition", MaxDefinition);
        var roleArn = request.Required("roleArn", MaxArn);
        RequireRole(roleArn);
        RefuseVersions(request);
        var machine = await engine.Machines.CreateAsync(name, definition, TypeIn(request), roleArn, SettingsIn(request)).ConfigureAwait(false);
        return Json.ObjectOf(
            ("creationDate", Time(machine.Stored.CreatedAt)),
            ("stateMachineArn", Json.Of(machine.Arn)));
    }

    public Json Describe(ApiRequest request)
    {
        var machine = engine.Machines.Get(request.Required("stateMachineArn", MaxArn));
        var definition = machine.Stored.Definition;
        return With(
            definition.Settings,
            ("creationDate", Time(machine.Stored.CreatedAt)),
            ("definition", Json.Of(definition.Definition)),
            ("name", Json.Of(machine.Stored.Name)),
            ("revisionId", Json.Of(definition.RevisionId)),
            ("roleArn", Json.Of(definition.RoleArn)),
            ("stateMachineArn", Json.Of(machine.Arn)),
            ("status", Json.Of(machine.Stored.IsDeleting ? "DELETING" : "ACTIVE")),
            ("type", Json.Of(TypeName(machine.Stored.Type))));
    }

    public Json DescribeForExecution(ApiRequest request)
    {
        var execution = engine.GetExecution(request.Required("executionArn", MaxArn));
        var definition = engine.Store.FindDefinition(execution.DefinitionId)!;
        return With(
            definition.Settings,
            ("definition", Json.Of(definition.Definition)),
            ("name", Json.Of(execution.MachineName)),
            ("revisionId", Json.Of(definition.RevisionId)),
            ("roleArn", Json.Of(definition.RoleArn)),
            ("stateMachineArn", Json.Of(names.StateMachine(execution.MachineName))),
            ("updateDate", Time(definition.UpdatedAt)));
    }

    public Json List(ApiRequest request)
    {
        const string Question = "ListStateMachines";
        var size = request.PageSize();
        var after = PageToken.Read(Question, request.Optional("nextToken", 1024)) ?? "";
        var machines = engine.Store.Machines(after, size + 1);
        return Page.Of("stateMachines", machines, size, machine => PageToken.Write(Question, machine.Name), machine => Json.ObjectOf(
            ("creationDate", Time(machine.CreatedAt)),
            ("name", Json.Of(machine.Name)),
            ("stateMachineArn", Json.Of(names.StateMachine(machine.Name))),
            ("type", Json.Of(TypeName(machine.Type)))));
    }

    public async Task<Json> UpdateAsync(ApiRequest request)
    {
        var arn = request.Required("stateMachineArn", MaxArn);
        var definition = request.Optional("definition", MaxDefinition, minLength: 1);
        var roleArn = request.Optional("roleArn", MaxArn, minLength: 1);
        var settings = SettingsIn(request);
        RefuseVersions(request);
        if (definition is null && roleArn is null && settings.Count == 0)
        {
            throw StatesException.MissingRequiredParameter("Either the definition, the role ARN, the LoggingConfiguration, the EncryptionConfiguration or the TracingConfiguration must be specified");
        }

        if (roleArn is not null)
        {
            RequireRole(roleArn);
        }

        var machine = await engine.Machines.UpdateAsync(arn, definition, roleArn, settings).ConfigureAwait(false);
        return Json.ObjectOf(
            ("revisionId", Json.Of(machine.Stored.Definition.RevisionId)),
            ("updateDate", Time(machine.Stored.Definition.UpdatedAt)));
    }

    public async Task<Json> DeleteAsync(ApiRequest request)
    {
        if (names.MachineIn(request.Required("stateMachineArn", MaxArn)) is { } name)
        {
            await engine.Machines.DeleteAsync(name).ConfigureAwait(false);
        }

        return Json.EmptyObject;
    }

    public static Json Validate(ApiRequest request)
    {
        var definition = request.Required("definition", MaxDefinition);
        var errorsOnly = request.Choice("severity", "ERROR", "WARNING") != "WARNING";
        var size = request.PageSize();
        var all = MachineCatalog.Validate(definition, TypeIn(request));
        var diagnostics = all.Where(diagnostic => !errorsOnly || diagnostic.Severity == "ERROR").ToList();
        return Json.ObjectOf(
            ("diagnostics", Json.Of(diagnostics.Take(size).Select(diagnostic => diagnostic.Location is { } location
                ? Json.ObjectOf(("code", Json.Of(diagnostic.Code)), ("location", Json.Of(location)), ("message", Json.Of(diagnostic.Message)), ("severity", Json.Of(diagnostic.Severity)))
                : Json.ObjectOf(("code", Json.Of(diagnostic.Code)), ("message", Json.Of(diagnostic.Message)), ("severity", Json.Of(diagnostic.Severity)))))),
            ("result", Json.Of(all.Any(diagnostic => diagnostic.Severity == "ERROR") ? "FAIL" : "OK")),
            ("truncated", Json.Of(diagnostics.Count > size)));
    }

    internal static Json Time(DateTimeOffset instant) => Json.Of(instant.ToUnixTimeMilliseconds() / 1000.0);

    private static StateMachineType TypeIn(ApiRequest request) =>
        request.Choice("type", "STANDARD", "EXPRESS") == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard;

    private static string TypeName(StateMachineType type) => type == StateMachineType.Express ? "EXPRESS" : "STANDARD";

    private static Json SettingsIn(ApiRequest request) => Json.ObjectOf(
        [.. SettingNames.Where(name => request.Member(name) is not null).Select(name => KeyValuePair.Create(name, request.Member(name)!))]);

    private static Json With(Json settings, params ReadOnlySpan<(string Name, Json Value)> members)
    {
        var all = new List<KeyValuePair<string, Json>>();
        foreach (var (name, value) in members)
        {
            all.Add(new(name, value));
        }

        all.AddRange(settings.Names.Zip(settings.Items, KeyValuePair.Create));
        return Json.ObjectOf(all);
    }

    private static void RequireRole(string arn)
    {
        if (!arn.StartsWith("arn:", StringComparison.Ordinal) || !arn.Contains(":iam:", StringComparison.Ordinal))
        {
            throw StatesException.InvalidArn($"Invalid Role Arn: '{arn}'");
        }
    }

    private static void RefuseVersions(ApiRequest request)
    {
        if (request.Flag("publish") == true)
        {
            throw StatesException.Validation("This server keeps no versions of state machines: 'publish' is not supported.");
        }
    }
}
