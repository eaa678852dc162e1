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
});

Console.WriteLine("Listening on http://localhost:9000");
app.Run("http://localhost:9000");
