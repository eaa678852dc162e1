using Microsoft.Extensions.Options;
using TasksService.Api;
using TasksService.StatesServer;
using TasksService.Targets;

namespace TasksService.Embedded;

/// <summary>The service on one machine: Kestrel, a SQLite file, a queue in the process, a timer and the interpreter.</summary>
public static partial class EmbeddedHost
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <param name="configure">For tests: what this host does differently.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Settings are read once, at start. Watching them would watch every folder below the content root.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
        });

        AddSettings(builder, args);
        AddLogging(builder);
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<EmbeddedOptions>>((host, embedded) => host.ShutdownTimeout = embedded.Value.StopTimeout);

        builder.Services.AddTasksService()
            .UseSqlite()
            .UseStatesServer()
            .UseStatesInterpreter()
            .UseInProcessQueue()
            .UseHttpTarget()
            .UseLambdaTarget()
            .UseSqsTarget()
            .UseActivityTarget();
        builder.Services.AddTasksApi();
        builder.Services.AddSingleton<TimeProvider, PreciseClock>();
        builder.Services.AddHostedService<Ticker>();
        builder.Services.AddHostedService<MemoryRelease>();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseTasksApi();
        app.MapStepFunctions();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            BePublicAt(app);
            Welcome(app);
        });
        return app;
    }

    private static void AddSettings(WebApplicationBuilder builder, string[] args)
    {
        var switches = new Dictionary<string, string> { ["--data"] = $"{EmbeddedOptions.Section}:{nameof(EmbeddedOptions.Data)}" };
        builder.Configuration.AddEnvironmentVariables("TASKS_").AddCommandLine(args, switches);

        // A file beside the data goes before one in the working directory; environment and command line go before both.
        var data = builder.Configuration[switches["--data"]] ?? new EmbeddedOptions().Data;
        builder.Configuration.AddJsonFile(Path.GetFullPath(Path.Combine(data, "appsettings.json")), optional: true, reloadOnChange: false)
            .AddEnvironmentVariables("TASKS_").AddCommandLine(args, switches);
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        var commandLine = new ConfigurationBuilder().AddCommandLine(args, switches).Build();
        if (KnownSettings.Faults(builder.Configuration, commandLine).ToList() is { Count: > 0 } faults)
        {
            throw new OptionsValidationException(nameof(KnownSettings), typeof(EmbeddedOptions), faults);
        }

        builder.Services.AddOptions<EmbeddedOptions>().BindConfiguration(EmbeddedOptions.Section).ValidateFaults(options => options.Faults());
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);

        // Says what Program says already, with a stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }

    /// <summary>Where it listens is where it is found, unless the setting says otherwise.</summary>
    private static void BePublicAt(WebApplication app)
    {
        var callbacks = app.Services.GetRequiredService<IOptions<CallbackOptions>>().Value;
        callbacks.PublicUrl ??= app.Urls.FirstOrDefault();
    }

    private static void Welcome(WebApplication app)
    {
        var data = app.Services.GetRequiredService<DataDirectory>().Path;
        foreach (var url in app.Urls)
        {
            Log.Welcome(app.Logger, url, data);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The API is at {Url}/tasks, its document at {Url}/openapi/v1.json; the data are in {Data}")]
        public static partial void Welcome(ILogger logger, string url, string data);
    }
}
