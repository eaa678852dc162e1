using Microsoft.Data.Sqlite;

namespace TasksService.Bench.Services;

/// <summary>The host's database, read while no host has it open.</summary>
internal static class TaskFile
{
    /// <summary>Reads a copy: opening the file itself would already recover what the host is to recover.</summary>
    public static HashSet<string> CompletedIds(string data)
    {
        SQLitePCL.Batteries_V2.Init();
        var copy = BenchFolder.New("copy");
        foreach (var file in Directory.EnumerateFiles(data, "tasks.db*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(copy, "tasks.db"), Pooling = false }.ToString());
        database.Open();
        using var query = database.CreateCommand();
        query.CommandText = "select id from tasks where status = $completed";
        query.Parameters.AddWithValue("$completed", (int)TaskStatus.Completed);
        using var rows = query.ExecuteReader();
        var ids = new HashSet<string>();
        while (rows.Read())
        {
            ids.Add(rows.GetString(0));
        }

        return ids;
    }
}
