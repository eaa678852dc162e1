using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TasksService.ActivityPoller;
using TasksService.ActivityWorker;

const int WrongSettings = 2;
const int CannotGoOn = 1;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.AddSimpleConsole(console =>
{
    console.SingleLine = true;
    console.TimestampFormat = "HH:mm:ss.fff ";
});

var options = new PollerOptions();
try
{
    builder.Configuration.Bind(options);
}
catch (InvalidOperationException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);   // names the variable and its value
    return WrongSettings;
}

if (options.Faults().ToArray() is { Length: > 0 } faults)
{
    foreach (var fault in faults)
    {
        await Console.Error.WriteLineAsync(fault);
    }

    return WrongSettings;
}

builder.Services.AddActivityPoller(options);
var host = builder.Build();
var polling = host.Services.GetServices<IHostedService>().OfType<ActivityPollingService>().Single();

try
{
    await host.RunAsync();   // and disposes it
}
catch (FatalActivityException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return CannotGoOn;
}

// The host stops when the polling breaks off, and ends as if it had been asked to.
return polling.ExecuteTask is { IsFaulted: true } ? CannotGoOn : 0;
