namespace TasksService.Embedded.Tests;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("data-directory-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_directory_that_is_not_there_is_made()
    {
        using var data = DataDirectory.Lock(Path.Combine(root, "a", "b"));

        Assert.True(Directory.Exists(Path.Combine(root, "a", "b")));
    }

    [Fact]
    public void A_second_host_is_refused_by_the_name_of_the_directory_and_of_who_has_it()
    {
        using var data = DataDirectory.Lock(root);

        var refusal = Assert.Throws<DataDirectoryInUseException>(() => DataDirectory.Lock(root));

        Assert.Equal(root, refusal.Path);
        Assert.Equal(Environment.ProcessId.ToString(), refusal.ProcessId);
        Assert.Contains(root, refusal.Message);
        Assert.Contains($"process {Environment.ProcessId}", refusal.Message);
    }

    [Fact]
    public void A_directory_that_was_let_go_can_be_had_again()
    {
        DataDirectory.Lock(root).Dispose();

        using var again = DataDirectory.Lock(root);

        Assert.Equal(root, again.Path);
    }
}
