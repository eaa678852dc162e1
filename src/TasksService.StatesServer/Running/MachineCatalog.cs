using System.Collections.Concurrent;
using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>The state machines: created, updated and deleted here, parsed once.</summary>
internal sealed class MachineCatalog(StatesStore store, ResourceNames names, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, LoadedMachine> _machines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, StateMachine> _definitions = new();
    private readonly SemaphoreSlim _changing = new(1);

    /// <exception cref="StatesException">InvalidDefinition, with every fault.</exception>
    public static StateMachine Parse(string definition, StateMachineType type)
    {
        var diagnostics = Validate(definition, type);
        if (diagnostics.Any(diagnostic => diagnostic.Severity == "ERROR"))
        {
            throw StatesException.InvalidDefinition(new InvalidDefinitionException([.. diagnostics]).Message);
        }

        return StateMachine.Parse(definition, type);
    }

    /// <returns>The language's faults, and a fault for each resource that this server cannot run.</returns>
    public static IReadOnlyList<Diagnostic> Validate(string definition, StateMachineType type)
    {
        var faults = StateMachine.Validate(definition, type);
        if (faults.Any(fault => fault.Severity == "ERROR"))
        {
            return faults;
        }

        return
        [
            .. faults,
            .. StateMachine.Parse(definition, type).Resources
                .Where(resource => !TaskCaller.CanRun(resource))
                .Select(resource => resource.Arn)
                .Distinct()
                .Select(arn => new Diagnostic("ERROR", Diagnostic.UnsupportedFeature, $"The resource provided ({arn}) is not supported: this server has no handler for it.", null)),
        ];
    }

    public LoadedMachine? Find(string name)
    {
        if (_machines.TryGetValue(name, out var machine))
        {
            return machine;
        }

        return store.FindMachine(name) is { } stored ? _machines.GetOrAdd(name, Load(stored)) : null;
    }

    /// <exception cref="StatesException">InvalidArn, StateMachineDoesNotExist.</exception>
    public LoadedMachine Get(string arn) =>
        names.MachineIn(arn) is { } name && Find(name) is { } machine ? machine : throw StatesException.StateMachineDoesNotExist(arn);

    /// <summary>The definition that an execution was started with.</summary>
    public StateMachine Definition(long definitionId, StateMachineType type) =>
        _definitions.GetOrAdd(definitionId, id => StateMachine.Parse(store.FindDefinition(id)!.Definition, type));

    /// <summary>Creates the machine; the same again finds the one that is there.</summary>
    public async Task<LoadedMachine> CreateAsync(string name, string definition, StateMachineType type, string roleArn, Json settings)
    {
        ResourceNames.Require(name);
        var parsed = Parse(definition, type);
        await _changing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Find(name) is { } existing)
            {
                var same = existing.Stored.Type == type && existing.Stored.Definition.Definition == definition && existing.Stored.Definition.Settings.Equals(settings);
                return existing.Stored.IsDeleting ? throw StatesException.StateMachineDeleting(existing.Arn)
                    : same ? existing
                    : throw StatesException.StateMachineAlreadyExists(existing.Arn);
            }

            var now = clock.GetUtcNow();
            var stored = new StoredMachine(
                store.NewMachineId(), name, type, IsDeleting: false, now,
                new StoredDefinition(store.NewDefinitionId(), Guid.NewGuid().ToString(), definition, roleArn, settings, now));
            await store.AddMachineAsync(stored).ConfigureAwait(false);
            _definitions[stored.Definition.Id] = parsed;
            return _machines[name] = Load(stored);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Gives the machine a new revision; what is <see langword="null"/> stays. Executions that run keep theirs.</summary>
    public async Task<LoadedMachine> UpdateAsync(string arn, string? definition, string? roleArn, Json settings)
    {
        await _changing.WaitAsync().ConfigureAwait(false);
        try
        {
            var machine = Get(arn);
            if (machine.Stored.IsDeleting)
            {
                throw StatesException.StateMachineDeleting(arn);
            }

            var current = machine.Stored.Definition;
            var parsed = definition is null ? machine.Machine : Parse(definition, machine.Stored.Type);
            var next = new StoredDefinition(
                store.NewDefinitionId(), Guid.NewGuid().ToString(), definition ?? current.Definition, roleArn ?? current.RoleArn,
                Json.ObjectOf([.. Members(current.Settings).Where(member => settings[member.Key] is null), .. Members(settings)]), clock.GetUtcNow());
            var stored = machine.Stored with { Definition = next };
            await store.AddRevisionAsync(stored).ConfigureAwait(false);
            _definitions[next.Id] = parsed;
            return _machines[stored.Name] = Load(stored);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Deletes the machine; executions that run go on, and while they do it is being deleted.</summary>
    public async Task DeleteAsync(string name)
    {
        await _changing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Find(name) is not { } machine)
            {
                return;
            }

            if (await store.DeleteMachineAsync(machine.Stored.Id).ConfigureAwait(false))
            {
                _machines.TryRemove(name, out _);
                _definitions.TryRemove(machine.Stored.Definition.Id, out _);
            }
            else
            {
                _machines[name] = machine with { Stored = machine.Stored with { IsDeleting = true } };
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();

    private static IEnumerable<KeyValuePair<string, Json>> Members(Json json) => json.Names.Zip(json.Items, KeyValuePair.Create);

    private LoadedMachine Load(StoredMachine stored) => new(stored, names.StateMachine(stored.Name), _definitions.GetOrAdd(stored.Definition.Id, _ => StateMachine.Parse(stored.Definition.Definition, stored.Type)));
}
