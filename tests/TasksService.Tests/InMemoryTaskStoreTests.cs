using TasksService.Testing;

namespace TasksService.Tests;

public sealed class InMemoryTaskStoreTests : TaskStoreContract
{
    protected override Task<ITaskStore> CreateAsync() => Task.FromResult<ITaskStore>(new InMemoryTaskStore());
}
