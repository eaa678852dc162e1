using System.Collections.Concurrent;
using System.Threading.Channels;

namespace TasksService.Sqlite;

/// <summary>
/// A SQLite file with one writer and group commit: writes that arrive together share one transaction, and each is answered after that transaction is on disk.
/// Reads see what is committed.
/// </summary>
public sealed class SqliteDatabase : IAsyncDisposable
{
    private const int MaxGroup = 2_000;

    private readonly string _path;
    private readonly Channel<IWrite> _writes = Channel.CreateUnbounded<IWrite>(new() { SingleReader = true });
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _disposed;

    private SqliteDatabase(string path)
    {
        _path = path;
    }

    /// <summary>Transactions so far; writes by commits is how well the group commit works.</summary>
    public long Commits { get; private set; }

    /// <param name="path">The file; made, with its directory, when it is not there.</param>
    /// <param name="schema">Statements that may run again on every start: <c>create table if not exists …</c></param>
    /// <param name="version">The version of the schema, kept in the file's <c>user_version</c>.</param>
    /// <exception cref="InvalidDataException">The file was written by a program that knows a newer version.</exception>
    public static SqliteDatabase Open(string path, string schema, int version = 1)
    {
        SqliteLibrary.EnsureLoaded();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var database = new SqliteDatabase(path);
        var writer = new SqliteSession(path);
        try
        {
            Refuse(path, writer.First("pragma user_version", row => row.GetInt32(0)), version);
            // 64 MB of log between checkpoints: writes to a large table touch a page each, and a page that is touched often is copied back once.
            writer.Run("pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 16000; pragma cache_size = -16000;");
            writer.Run(schema);
            writer.Run($"pragma user_version = {version}");
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        new Thread(() => database.WriteLoop(writer)) { IsBackground = true, Name = $"sqlite {Path.GetFileName(path)}" }.Start();
        return database;
    }

    /// <summary>Queues a write; writes are done in the order in which they were queued. The task ends when the write is on disk.</summary>
    /// <param name="write">
    /// What to change, run on the writer's thread. It is run again when another write of its group fails, so it has no effect but on the database
    /// (or one that may happen twice). What it throws reaches its own caller only.
    /// </param>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> write)
    {
        var queued = new Write<T>(write);
        return _writes.Writer.TryWrite(queued) ? queued.Answer : throw new ObjectDisposedException(nameof(SqliteDatabase));
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<SqliteSession> write) => WriteAsync(session =>
    {
        write(session);
        return true;
    });

    public T Read<T>(Func<SqliteSession, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_readers.TryTake(out var session))
        {
            session = new SqliteSession(_path);
            session.Run("pragma query_only = on;");
        }

        try
        {
            return read(session);
        }
        finally
        {
            if (_disposed)
            {
                session.Dispose();
            }
            else
            {
                _readers.Add(session);
            }
        }
    }

    /// <summary>Gives back the pages that are kept in memory; they are read again when they are needed.</summary>
    public Task ReleaseMemoryAsync()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        return WriteAsync(session => { session.Execute("pragma shrink_memory"); });
    }

    /// <summary>Ends after every queued write is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _ended.Task.ConfigureAwait(false);
        _disposed = true;
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private static void Refuse(string path, int written, int known)
    {
        if (written > known)
        {
            throw new InvalidDataException($"{path} was written by a newer version of this program (its schema is {written}, this one knows {known}). Run that version, or choose another data directory.");
        }
    }

    private void WriteLoop(SqliteSession session)
    {
        var group = new List<IWrite>();
        while (_writes.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            while (group.Count < MaxGroup && _writes.Reader.TryRead(out var write))
            {
                group.Add(write);
            }

            if (!TryCommit(session, group) && group.Count > 1)
            {
                // One of them failed: each on its own, so that it fails alone.
                foreach (var write in group)
                {
                    TryCommit(session, [write]);
                }
            }
        }

        session.Dispose();
        _ended.SetResult();
    }

    private bool TryCommit(SqliteSession session, List<IWrite> group)
    {
        try
        {
            session.Execute("begin immediate");
            foreach (var write in group)
            {
                write.Run(session);
            }

            session.Execute("commit");
        }
        catch (Exception exception)
        {
            RollBack(session);
            if (group is [var only])
            {
                only.Fail(exception);
            }

            return false;
        }

        Commits++;
        foreach (var write in group)
        {
            write.Succeed();
        }

        return true;
    }

    private static void RollBack(SqliteSession session)
    {
        try
        {
            session.Execute("rollback");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back already (disk full, I/O error) or had not begun.
        }
    }

    private interface IWrite
    {
        void Run(SqliteSession session);

        void Succeed();

        void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<SqliteSession, T> write) : IWrite
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Answer => _answer.Task;

        public void Run(SqliteSession session) => _result = write(session);

        public void Succeed() => _answer.SetResult(_result!);

        public void Fail(Exception exception) => _answer.SetException(exception);
    }
}
