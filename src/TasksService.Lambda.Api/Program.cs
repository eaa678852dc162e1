using Amazon.Lambda.Serialization.SystemTextJson;
using TasksService;
using TasksService.Api;
using TasksService.Aws;
using TasksService.Lambda.Api;
using TasksService.Targets;

// A function's settings are its environment: no files to look for, none to watch.
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.Configuration.AddEnvironmentVariables();

builder.Services.AddLambdaLogging(builder.Configuration);
builder.Services.AddAWSLambdaHosting(LambdaEventSource.RestApi, new SourceGeneratorLambdaJsonSerializer<GatewayJson>());
builder.Services.AddTasksService()
    .UseDynamoDb().UseSqs().UseStepFunctionsTaskTokens()
    .UseHttpTarget().UseLambdaTarget().UseSqsTarget().UseActivityTarget();
builder.Services.AddTasksApi();

var app = builder.Build();
app.UseTasksApi();
app.Run();
