#!/usr/bin/env dotnet
// Accepts every request on http://localhost:9000 and prints it: something for an http target to call.
#:sdk Microsoft.NET.Sdk.Web
#:property PublishAot=false

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();

app.Run(async context =>
{
    using var reader = new StreamReader(context.Request.Body);
    var body = await reader.ReadToEndAsync();
    Console.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss.fff} {context.Request.Method} {context.Request.Path} webhook-id={context.Request.Headers["webhook-id"]} {body}");
    if (context.Request.Headers.TryGetValue("Task-Success-Url", out var url))
    {
        Console.WriteLine($"  answer it:  curl -i -X POST '{url}' -H 'content-type: application/json' -d '{{\"done\":true}}'");
    }
});

Console.WriteLine("Listening on http://localhost:9000");
app.Run("http://localhost:9000");
