namespace TasksService.Sqlite.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    private const string Schema = "create table if not exists words (word text primary key) without rowid";

    private readonly string _directory = Directory.CreateTempSubdirectory("sqlite-tests-").FullName;

    private string FilePath => Path.Combine(_directory, "words.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task What_was_answered_is_there_after_a_restart()
    {
        await using (var database = SqliteDatabase.Open(FilePath, Schema))
        {
            await AddAsync(database, "kept");
        }

        await using var again = SqliteDatabase.Open(FilePath, Schema);
        Assert.Equal(["kept"], Words(again));
    }

    [Fact]
    public async Task Writes_that_arrive_together_share_a_transaction()
    {
        await using var database = SqliteDatabase.Open(FilePath, Schema);
        using var release = new ManualResetEventSlim();
        var first = database.WriteAsync(_ => release.Wait());

        var writes = Enumerable.Range(0, 100).Select(i => AddAsync(database, $"word {i}")).ToArray();
        release.Set();
        await first;
        await Task.WhenAll(writes);

        Assert.Equal(100, Words(database).Count);
        Assert.InRange(database.Commits, 1, 3);
    }

    [Fact]
    public async Task A_write_that_fails_fails_alone()
    {
        await using var database = SqliteDatabase.Open(FilePath, Schema);
        using var release = new ManualResetEventSlim();
        var first = database.WriteAsync(_ => release.Wait());

        var good = AddAsync(database, "good");
        var bad = database.WriteAsync(session =>
        {
            session.Execute("insert into words values ($1)", "half done");
            throw new InvalidOperationException("no");
        });
        var alsoGood = AddAsync(database, "also good");
        release.Set();

        await first;
        await good;
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        await alsoGood;
        Assert.Equal(["also good", "good"], Words(database));
    }

    [Fact]
    public async Task A_full_disk_refuses_writes_and_keeps_what_was_answered()
    {
        const int DiskFull = 13;
        await using var database = SqliteDatabase.Open(FilePath, Schema);
        await AddAsync(database, "kept");
        await database.WriteAsync(session => { session.Execute("pragma max_page_count = 8"); });

        var large = new string('x', 20_000);
        var refused = await Assert.ThrowsAsync<SqliteException>(async () => await Task.WhenAll(Enumerable.Range(0, 10).Select(i => AddAsync(database, $"{large} {i}"))));

        Assert.Equal(DiskFull, refused.Code);
        Assert.Contains("kept", Words(database));

        await database.WriteAsync(session => { session.Execute("pragma max_page_count = 8000"); });
        await AddAsync(database, "room again");
        Assert.Superset(new HashSet<string> { "kept", "room again" }, Words(database).ToHashSet());
    }

    [Fact]
    public async Task A_reader_does_not_see_what_is_not_committed()
    {
        await using var database = SqliteDatabase.Open(FilePath, Schema);
        using var written = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var write = database.WriteAsync(session =>
        {
            session.Execute("insert into words values ('early')");
            written.Set();
            release.Wait();
        });

        written.Wait();
        Assert.Empty(Words(database));
        release.Set();
        await write;
        Assert.Equal(["early"], Words(database));
    }

    [Fact]
    public async Task A_reader_cannot_write()
    {
        await using var database = SqliteDatabase.Open(FilePath, Schema);

        Assert.ThrowsAny<Exception>(() => database.Read(session => session.Execute("insert into words values ('no')")));
    }

    [Fact]
    public async Task Nothing_is_taken_after_it_was_closed()
    {
        var database = SqliteDatabase.Open(FilePath, Schema);
        await database.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => AddAsync(database, "late"));
    }

    [Fact]
    public async Task Arguments_go_where_their_numbers_say_in_whatever_order_the_statement_names_them()
    {
        await using var database = SqliteDatabase.Open(FilePath, Schema);

        Assert.Equal("b a", database.Read(session => session.First("select $2 || ' ' || $1", row => row.GetString(0), "a", "b")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ä")]
    [InlineData(300)]
    [InlineData(1L << 40)]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 1, 255 })]
    public async Task A_value_comes_back_as_it_was_given(object value)
    {
        await using var database = SqliteDatabase.Open(FilePath, Schema);

        var read = database.Read(session => session.First("select $1, $1 is null", row => (IsNull: row.GetBoolean(1), Value: Read(row, value)), value));

        Assert.False(read.IsNull);
        Assert.Equal(value, read.Value);
    }

    [Fact]
    public async Task A_long_text_comes_back_whole_and_nothing_as_nothing()
    {
        await using var database = SqliteDatabase.Open(FilePath, Schema);
        var text = string.Concat(Enumerable.Repeat("long ä ", 50_000));

        Assert.Equal(text, database.Read(session => session.First("select $1", row => row.GetString(0), text)));
        Assert.True(database.Read(session => session.First("select $1", row => row.IsDBNull(0), (object?)null)));
    }

    [Fact]
    public async Task Too_few_arguments_are_refused()
    {
        await using var database = SqliteDatabase.Open(FilePath, Schema);

        Assert.Throws<ArgumentException>(() => database.Read(session => session.First("select $1, $2", row => 1, "only one")));
    }

    [Fact]
    public async Task A_file_of_a_newer_program_is_refused()
    {
        await SqliteDatabase.Open(FilePath, Schema, version: 2).DisposeAsync();

        var refusal = Assert.Throws<InvalidDataException>(() => SqliteDatabase.Open(FilePath, Schema, version: 1));

        Assert.Contains(FilePath, refusal.Message);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(FilePath, new string('x', 10_000));

        Assert.Throws<SqliteException>(() => SqliteDatabase.Open(FilePath, Schema));
    }

    private static object Read(SqliteRow row, object like) => like switch
    {
        string => row.GetString(0),
        int => row.GetInt32(0),
        long => row.GetInt64(0),
        _ => row.GetBytes(0),
    };

    private static Task AddAsync(SqliteDatabase database, string word) =>
        database.WriteAsync(session => { session.Execute("insert into words values ($1)", word); });

    private static List<string> Words(SqliteDatabase database) =>
        database.Read(session => session.All("select word from words order by word", row => row.GetString(0)));
}
