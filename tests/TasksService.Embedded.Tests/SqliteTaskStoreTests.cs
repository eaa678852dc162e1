using TasksService.Testing;

namespace TasksService.Embedded.Tests;

public sealed class SqliteTaskStoreTests : TaskStoreContract, IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("sqlite-task-store-").FullName;
    private readonly List<SqliteTaskStore> opened = [];

    private string FilePath => Path.Combine(directory, "tasks.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var store in opened)
        {
            await store.DisposeAsync();
        }

        Directory.Delete(directory, recursive: true);
    }

    protected override Task<ITaskStore> CreateAsync()
    {
        var store = SqliteTaskStore.Open(FilePath);
        opened.Add(store);
        return Task.FromResult<ITaskStore>(store);
    }
}
