using System.Runtime.InteropServices;
using SQLitePCL;

namespace TasksService.Sqlite;

/// <summary>Picks the native library: the machine's own, which its distribution patches, else the bundled one.</summary>
internal static class SqliteLibrary
{
    private static readonly string[] MachineNames = ["libsqlite3.so.0", "libsqlite3.dylib"];
    private static readonly Lazy<bool> Loaded = new(Initialize);

    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Initialize()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        Batteries_V2.Init();
        return true;
    }

    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path)
    {
        if (name == "e_sqlite3")
        {
            foreach (var candidate in MachineNames)
            {
                if (NativeLibrary.TryLoad(candidate, out var handle))
                {
                    return handle;
                }
            }
        }

        return 0;   // the default search finds the bundled library
    }
}
