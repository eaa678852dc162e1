using System.Buffers;
using System.Text;
using SQLitePCL;

namespace TasksService.Sqlite;

/// <summary>A prepared statement, and of the one that runs the row that it stands at. Columns count from 0.</summary>
public sealed class SqliteRow : IDisposable
{
    /// <summary>Texts that take no more bytes than this are encoded on the stack.</summary>
    private const int SmallText = 512;

    private readonly SqliteSession _session;
    private readonly sqlite3_stmt _statement;

    /// <summary>SQLite counts the parameters in the order in which the statement names them first, whatever their names.</summary>
    private readonly int[] _parameters;

    internal SqliteRow(SqliteSession session, sqlite3_stmt statement)
    {
        _session = session;
        _statement = statement;
        _parameters = new int[raw.sqlite3_bind_parameter_count(statement)];
        for (var i = 0; i < _parameters.Length; i++)
        {
            _parameters[i] = raw.sqlite3_bind_parameter_index(statement, $"${i + 1}");
        }
    }

    public bool IsDBNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public int GetInt32(int column) => raw.sqlite3_column_int(_statement, column);

    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    public bool GetBoolean(int column) => GetInt64(column) != 0;

    public string GetString(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public byte[] GetBytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public void Dispose() => _statement.Dispose();

    internal void Bind(ReadOnlySpan<object?> arguments)
    {
        if (arguments.Length != _parameters.Length)
        {
            throw new ArgumentException($"The statement has {_parameters.Length} parameters, not {arguments.Length}.", nameof(arguments));
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            _session.Check(Bind(_parameters[i], arguments[i]));
        }
    }

    /// <returns>Whether there is a row to read.</returns>
    internal bool Step()
    {
        switch (raw.sqlite3_step(_statement))
        {
            case raw.SQLITE_ROW:
                return true;
            case raw.SQLITE_DONE:
                return false;
            case var code:
                _session.Check(code);
                return false;
        }
    }

    /// <summary>Ends the run; the next one begins with a bind.</summary>
    internal void Reset() => raw.sqlite3_reset(_statement);

    private int Bind(int parameter, object? argument) => argument switch
    {
        null => raw.sqlite3_bind_null(_statement, parameter),
        // Bound as they are, without a byte, these two would be nothing instead of empty.
        "" => raw.sqlite3_bind_text(_statement, parameter, ""),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, parameter, 0),
        string text => BindText(parameter, text),
        int number => raw.sqlite3_bind_int(_statement, parameter, number),
        long number => raw.sqlite3_bind_int64(_statement, parameter, number),
        bool truth => raw.sqlite3_bind_int(_statement, parameter, truth ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, parameter, bytes),
        _ => throw new ArgumentException($"SQLite has no value for a {argument.GetType().Name}.", nameof(argument)),
    };

    private int BindText(int parameter, string text)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (size <= SmallText)
        {
            Span<byte> small = stackalloc byte[SmallText];
            return raw.sqlite3_bind_text(_statement, parameter, small[..Encoding.UTF8.GetBytes(text, small)]);
        }

        // SQLite copies what it is given.
        var large = ArrayPool<byte>.Shared.Rent(size);
        var code = raw.sqlite3_bind_text(_statement, parameter, large.AsSpan(0, Encoding.UTF8.GetBytes(text, large)));
        ArrayPool<byte>.Shared.Return(large);
        return code;
    }
}
