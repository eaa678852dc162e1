using SQLitePCL;

namespace TasksService.Sqlite;

/// <summary>One connection and its prepared statements. Used by one caller at a time.</summary>
/// <remarks>Statements name their parameters <c>$1</c>, <c>$2</c>, … in the order of the arguments: text, whole numbers, truth values, bytes or nothing.</remarks>
public sealed class SqliteSession : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly Dictionary<string, SqliteRow> _statements = new(StringComparer.Ordinal);

    internal SqliteSession(string path)
    {
        var code = raw.sqlite3_open_v2(path, out _connection, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            var message = raw.sqlite3_errmsg(_connection).utf8_to_string();
            _connection.Dispose();
            throw new SqliteException(code, $"{message} ({path})");
        }

        raw.sqlite3_extended_result_codes(_connection, 1);
        raw.sqlite3_busy_timeout(_connection, 5_000);
    }

    /// <returns>The number of rows that changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> arguments)
    {
        var statement = Prepare(sql, arguments);
        try
        {
            while (statement.Step())
            {
                // What a statement such as a pragma answers is of no interest here.
            }

            return raw.sqlite3_changes(_connection);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <returns>What <paramref name="read"/> makes of the first row; <see langword="default"/> when there is none.</returns>
    public T? First<T>(string sql, Func<SqliteRow, T> read, params ReadOnlySpan<object?> arguments)
    {
        var statement = Prepare(sql, arguments);
        try
        {
            return statement.Step() ? read(statement) : default;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <returns>What <paramref name="read"/> makes of each row.</returns>
    public List<T> All<T>(string sql, Func<SqliteRow, T> read, params ReadOnlySpan<object?> arguments)
    {
        var rows = new List<T>();
        var statement = Prepare(sql, arguments);
        try
        {
            while (statement.Step())
            {
                rows.Add(read(statement));
            }

            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>For statements that are run once: schema, pragmas.</summary>
    internal void Run(string sql) => Check(raw.sqlite3_exec(_connection, sql));

    internal void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(code, raw.sqlite3_errmsg(_connection).utf8_to_string());
        }
    }

    private SqliteRow Prepare(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v2(_connection, sql, out var prepared));
            statement = new SqliteRow(this, prepared);
            _statements.Add(sql, statement);
        }

        statement.Bind(arguments);
        return statement;
    }
}
