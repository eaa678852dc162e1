using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TasksService.Sqlite;
using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>State machines, executions, histories, tasks and activities, in SQLite.</summary>
internal sealed class StatesStore : IAsyncDisposable
{
    /// <summary>A history row's key is the execution's id and the id of the row's first event: an execution has at most 25,000 events.</summary>
    private const int EventBits = 15;

    private const string Schema = """
        create table if not exists machines (
            id integer primary key,
            name text not null,
            type integer not null,
            status integer not null,
            created_at integer not null,
            definition_id integer not null);
        create unique index if not exists machines_by_name on machines (name) where status < 2;
        create table if not exists definitions (
            id integer primary key,
            machine_id integer not null,
            revision_id text not null,
            definition text not null,
            role_arn text not null,
            settings text not null,
            updated_at integer not null);
        create table if not exists executions (
            id integer primary key,
            machine_id integer not null,
            definition_id integer not null,
            name text not null,
            status integer not null,
            started_at integer not null,
            stopped_at integer,
            input text not null,
            output text,
            error text,
            cause text,
            trace_header text,
            changes integer not null,
            wake_at integer,
            state text);
        create unique index if not exists executions_by_name on executions (machine_id, name);
        create index if not exists executions_by_status on executions (machine_id, status, id);
        create index if not exists executions_to_wake on executions (wake_at) where wake_at is not null;
        create index if not exists executions_stopped on executions (stopped_at) where stopped_at is not null;
        create table if not exists history (id integer primary key, events blob not null);
        create table if not exists tasks (
            id integer primary key,
            execution_id integer not null,
            task_id text not null,
            token text,
            is_running integer not null,
            request text not null);
        create unique index if not exists tasks_of_execution on tasks (execution_id, task_id);
        create unique index if not exists tasks_by_token on tasks (token) where token is not null;
        create index if not exists tasks_to_run on tasks (id) where is_running = 0;
        create table if not exists activities (name text primary key, created_at integer not null) without rowid;
        """;

    private const string MachineColumns = """
        m.id, m.name, m.type, m.status, m.created_at, d.id, d.revision_id, d.definition, d.role_arn, d.settings, d.updated_at
        from machines m join definitions d on d.id = m.definition_id
        """;

    private const string ExecutionColumns = """
        e.id, e.machine_id, e.definition_id, m.name, e.name, e.status, e.started_at, e.stopped_at, e.input, e.output, e.error, e.cause, e.trace_header, e.changes, e.state
        from executions e join machines m on m.id = e.machine_id
        """;

    private readonly SqliteDatabase _database;
    private long _lastMachineId;
    private long _lastDefinitionId;
    private long _lastExecutionId;

    public StatesStore(IOptions<StatesServerOptions> options)
    {
        _database = SqliteDatabase.Open(options.Value.DatabasePath, Schema);
        _lastMachineId = LastId("machines");
        _lastDefinitionId = LastId("definitions");
        _lastExecutionId = LastId("executions");
    }

    public long NewMachineId() => Interlocked.Increment(ref _lastMachineId);

    public long NewDefinitionId() => Interlocked.Increment(ref _lastDefinitionId);

    public long NewExecutionId() => Interlocked.Increment(ref _lastExecutionId);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    // State machines

    public StoredMachine? FindMachine(string name) => _database.Read(session =>
        session.First($"select {MachineColumns} where m.name = $1 and m.status < 2", ReadMachine, name));

    /// <summary>State machines in the order of their names, after <paramref name="after"/>.</summary>
    public List<StoredMachine> Machines(string after, int limit) => _database.Read(session =>
        session.All($"select {MachineColumns} where m.status = 0 and m.name > $1 order by m.name limit $2", ReadMachine, after, limit));

    public StoredDefinition? FindDefinition(long id) => _database.Read(session => session.First(
        "select id, revision_id, definition, role_arn, settings, updated_at from definitions where id = $1", row => ReadDefinition(row, 0), id));

    public (string Name, StateMachineType Type, DateTimeOffset CreatedAt)? FindMachineById(long id) => _database.Read(session => session.First<(string, StateMachineType, DateTimeOffset)?>(
        "select name, type, created_at from machines where id = $1", row => (row.GetString(0), (StateMachineType)row.GetInt32(1), Instant(row.GetInt64(2))), id));

    public Task AddMachineAsync(StoredMachine machine) => _database.WriteAsync(session =>
    {
        session.Execute(
            "insert into machines (id, name, type, status, created_at, definition_id) values ($1, $2, $3, 0, $4, $5)",
            machine.Id, machine.Name, (int)machine.Type, machine.CreatedAt.UtcTicks, machine.Definition.Id);
        AddDefinition(session, machine.Id, machine.Definition);
    });

    public Task AddRevisionAsync(StoredMachine machine) => _database.WriteAsync(session =>
    {
        AddDefinition(session, machine.Id, machine.Definition);
        session.Execute("update machines set definition_id = $2 where id = $1", machine.Id, machine.Definition.Id);
    });

    /// <summary>Deletes a machine, or marks it as being deleted while executions of it run.</summary>
    /// <returns>Whether it is gone.</returns>
    public Task<bool> DeleteMachineAsync(long id) => _database.WriteAsync(session =>
    {
        var isRunning = session.First("select 1 from executions where machine_id = $1 and status = 0 limit 1", row => true, id);
        session.Execute("update machines set status = $2 where id = $1", id, isRunning ? 1 : 2);
        return !isRunning;
    });

    // Executions

    /// <param name="added">Called on the writer's thread when the execution is new; it may be called twice.</param>
    /// <returns>The execution that has the name already; <see langword="null"/> when this one was added.</returns>
    public Task<StoredExecution?> AddExecutionAsync(StoredExecution execution, ExecutionChange change, Action added) => _database.WriteAsync(session =>
    {
        var isNew = session.Execute(
            """
            insert into executions (id, machine_id, definition_id, name, status, started_at, stopped_at, input, output, error, cause, trace_header, changes, wake_at, state)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (machine_id, name) do nothing
            """,
            execution.Id, execution.MachineId, execution.DefinitionId, execution.Name, (int)change.Status, execution.StartedAt.UtcTicks, change.StoppedAt?.UtcTicks,
            execution.Input, change.Output, change.Error, change.Cause, execution.TraceHeader, change.Changes, change.WakeAt?.UtcTicks, change.State) > 0;
        if (!isNew)
        {
            return session.First($"select {ExecutionColumns} where e.machine_id = $1 and e.name = $2", ReadExecution, execution.MachineId, execution.Name);
        }

        AddDetails(session, change);
        added();
        return null;
    });

    /// <exception cref="StaleExecutionException">An earlier change was not written.</exception>
    public Task SaveAsync(ExecutionChange change) => _database.WriteAsync(session =>
    {
        var updated = session.Execute(
            "update executions set status = $3, stopped_at = $4, output = $5, error = $6, cause = $7, state = $8, wake_at = $9, changes = $2 where id = $1 and changes = $2 - 1",
            change.ExecutionId, change.Changes, (int)change.Status, change.StoppedAt?.UtcTicks, change.Output, change.Error, change.Cause, change.State, change.WakeAt?.UtcTicks);
        if (updated == 0)
        {
            throw new StaleExecutionException(change.ExecutionId, change.Changes);
        }

        AddDetails(session, change);
    });

    public StoredExecution? FindExecution(string machine, string name) => _database.Read(session =>
        session.First($"select {ExecutionColumns} where m.name = $1 and m.status < 2 and e.name = $2", ReadExecution, machine, name));

    public StoredExecution? FindExecution(long id) => _database.Read(session =>
        session.First($"select {ExecutionColumns} where e.id = $1", ReadExecution, id));

    /// <summary>Executions of a machine, the newest first, before <paramref name="before"/>.</summary>
    public List<StoredExecution> Executions(long machineId, ExecutionStatus? status, long before, int limit) => _database.Read(session =>
    {
        var statuses = status is { } one ? [one] : Enum.GetValues<ExecutionStatus>();
        return statuses
            .SelectMany(each => session.All(
                $"select {ExecutionColumns} where e.machine_id = $1 and e.status = $2 and e.id < $3 order by e.id desc limit $4", ReadExecution, machineId, (int)each, before, limit))
            .OrderByDescending(execution => execution.Id)
            .Take(limit)
            .ToList();
    });

    /// <summary>Executions that wake from <paramref name="from"/> up to and without <paramref name="to"/>.</summary>
    public List<(long Id, DateTimeOffset At)> ToWake(DateTimeOffset from, DateTimeOffset to) => _database.Read(session =>
        session.All("select id, wake_at from executions where wake_at >= $1 and wake_at < $2 order by wake_at", row => (row.GetInt64(0), Instant(row.GetInt64(1))), from.UtcTicks, to.UtcTicks));

    /// <summary>Forgets some of the executions that ended before <paramref name="instant"/>, or whose machine was deleted.</summary>
    /// <returns>How many.</returns>
    public Task<int> PurgeAsync(DateTimeOffset instant, int limit) => _database.WriteAsync(session =>
    {
        var ids = session.All("select id from executions where stopped_at < $1 order by stopped_at limit $2", row => row.GetInt64(0), instant.UtcTicks, limit);
        if (ids.Count == 0)
        {
            ids = session.All("select id from executions where machine_id in (select id from machines where status = 2) limit $1", row => row.GetInt64(0), limit);
        }

        foreach (var id in ids)
        {
            session.Execute("delete from history where id between $1 and $2", id << EventBits, ((id + 1) << EventBits) - 1);
            session.Execute("delete from executions where id = $1", id);
        }

        if (ids.Count == 0)
        {
            session.Execute("delete from definitions where machine_id in (select id from machines where status = 2)");
            session.Execute("delete from machines where status = 2");
        }

        return ids.Count;
    });

    // History

    /// <summary>Events of an execution: at most <paramref name="limit"/>, after the event <paramref name="after"/> in the order that is asked for.</summary>
    /// <param name="after">0 (or, in reverse, <see cref="long.MaxValue"/>) for the first page.</param>
    public List<Json> Events(long executionId, long after, int limit, bool reverse) => _database.Read(session =>
    {
        var first = executionId << EventBits;
        var last = ((executionId + 1) << EventBits) - 1;
        var events = new List<Json>();

        // A row holds the events of one move; the one that the page begins in may begin before the page does.
        var key = reverse
            ? after == long.MaxValue ? last : first + after - 1
            : session.First("select max(id) from history where id between $1 and $2", row => row.IsDBNull(0) ? first : row.GetInt64(0), first, first + after + 1);
        var sql = reverse
            ? "select id, events from history where id between $1 and $2 order by id desc limit 1"
            : "select id, events from history where id between $1 and $2 order by id limit 1";
        while (events.Count < limit)
        {
            var (id, chunk) = session.First(sql, row => (row.GetInt64(0), row.GetBytes(1)), reverse ? first : key, reverse ? key : last);
            if (chunk is null)
            {
                break;
            }

            var inOrder = Json.Parse(chunk).Items.Where(each => each["id"]!.TryGetInt64(out var eventId) && (reverse ? eventId < after : eventId > after));
            events.AddRange((reverse ? inOrder.Reverse() : inOrder).Take(limit - events.Count));
            key = reverse ? id - 1 : id + 1;
        }

        return events;
    });

    // Tasks

    public StoredTask? FindTask(string token) => _database.Read(session =>
        session.First("select execution_id, is_running, request from tasks where token = $1", ReadTask, token));

    /// <summary>Tasks that were not called or handed out when the server stopped, in the order in which they were requested.</summary>
    public List<StoredTask> TasksToRun() => _database.Read(session =>
        session.All("select execution_id, is_running, request from tasks where is_running = 0 order by id", ReadTask));

    public TaskRequest? FindTask(long executionId, string taskId) => _database.Read(session =>
        session.First("select execution_id, is_running, request from tasks where execution_id = $1 and task_id = $2", ReadTask, executionId, taskId))?.Request;

    /// <summary>Makes a task that was handed out one that waits for its hand-out.</summary>
    public Task GiveBackTaskAsync(long executionId, string taskId) => _database.WriteAsync(session =>
    {
        session.Execute("update tasks set is_running = 0 where execution_id = $1 and task_id = $2", executionId, taskId);
    });

    // Activities

    public DateTimeOffset? FindActivity(string name) => _database.Read(session =>
        session.First<DateTimeOffset?>("select created_at from activities where name = $1", row => Instant(row.GetInt64(0)), name));

    public List<(string Name, DateTimeOffset CreatedAt)> Activities(string after, int limit) => _database.Read(session =>
        session.All("select name, created_at from activities where name > $1 order by name limit $2", row => (row.GetString(0), Instant(row.GetInt64(1))), after, limit));

    /// <returns>When it was created, now or before.</returns>
    public Task<DateTimeOffset> AddActivityAsync(string name, DateTimeOffset now) => _database.WriteAsync(session =>
    {
        session.Execute("insert into activities (name, created_at) values ($1, $2) on conflict (name) do nothing", name, now.UtcTicks);
        return session.First("select created_at from activities where name = $1", row => Instant(row.GetInt64(0)), name);
    });

    public Task RemoveActivityAsync(string name) => _database.WriteAsync(session => { session.Execute("delete from activities where name = $1", name); });

    /// <returns>The events as a JSON array; <see langword="null"/> when there are none.</returns>
    public static byte[]? Serialize(IReadOnlyList<HistoryEvent> events)
    {
        if (events.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            foreach (var each in events)
            {
                each.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void AddDefinition(SqliteSession session, long machineId, StoredDefinition definition) => session.Execute(
        "insert into definitions (id, machine_id, revision_id, definition, role_arn, settings, updated_at) values ($1, $2, $3, $4, $5, $6, $7)",
        definition.Id, machineId, definition.RevisionId, definition.Definition, definition.RoleArn, definition.Settings.ToString(), definition.UpdatedAt.UtcTicks);

    private static void AddDetails(SqliteSession session, ExecutionChange change)
    {
        if (change.Events is not null)
        {
            session.Execute("insert into history (id, events) values ($1, $2)", (change.ExecutionId << EventBits) + change.FirstEventId, change.Events);
        }

        foreach (var task in change.NewTasks)
        {
            session.Execute(
                "insert into tasks (execution_id, task_id, token, is_running, request) values ($1, $2, $3, 0, $4)",
                change.ExecutionId, task.Id, task.Token, TaskRequestJson.Write(task));
        }

        foreach (var taskId in change.EndedTasks)
        {
            session.Execute("delete from tasks where execution_id = $1 and task_id = $2", change.ExecutionId, taskId);
        }

        if (change.TaskNowRunning is { } running)
        {
            session.Execute("update tasks set is_running = 1 where execution_id = $1 and task_id = $2", change.ExecutionId, running);
        }
    }

    private static StoredMachine ReadMachine(SqliteRow row) => new(
        row.GetInt64(0), row.GetString(1), (StateMachineType)row.GetInt32(2), row.GetInt32(3) == 1, Instant(row.GetInt64(4)), ReadDefinition(row, 5));

    private static StoredDefinition ReadDefinition(SqliteRow row, int at) => new(
        row.GetInt64(at), row.GetString(at + 1), row.GetString(at + 2), row.GetString(at + 3), Json.Parse(row.GetString(at + 4)), Instant(row.GetInt64(at + 5)));

    private static StoredExecution ReadExecution(SqliteRow row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetString(4), (ExecutionStatus)row.GetInt32(5), Instant(row.GetInt64(6)),
        row.IsDBNull(7) ? null : Instant(row.GetInt64(7)), row.GetString(8), Text(row, 9), Text(row, 10), Text(row, 11), Text(row, 12), row.GetInt64(13), Text(row, 14));

    private static StoredTask ReadTask(SqliteRow row) => new(row.GetInt64(0), TaskRequestJson.Read(row.GetString(2)), row.GetBoolean(1));

    private static string? Text(SqliteRow row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    private long LastId(string table) => _database.Read(session => session.First($"select coalesce(max(id), 0) from {table}", row => row.GetInt64(0)));
}
