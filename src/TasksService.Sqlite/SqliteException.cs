namespace TasksService.Sqlite;

/// <summary>SQLite could not do what it was asked.</summary>
/// <param name="code">The extended result code, as on https://sqlite.org/rescode.html.</param>
public sealed class SqliteException(int code, string message) : IOException($"SQLite error {code}: {message}.")
{
    public int Code { get; } = code;
}
