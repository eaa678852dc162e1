using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using TasksService.Lambda.Tests;
using TasksService.Testing;
using TasksService.Testing.Lambda;

// Process start to first response of the functions api (a task is created) and cron (nothing is due): the package that is deployed beside the build that it is made of, turn by turn.
const int Runs = 11;
const string Table = "tasksTable-cold";

const string Rest = """
    {"resource":"/{proxy+}","path":"/tasks","httpMethod":"POST","headers":{"Host":"abc.execute-api.eu-west-1.amazonaws.com","Content-Type":"application/json"},
    "multiValueHeaders":{"Host":["abc.execute-api.eu-west-1.amazonaws.com"],"Content-Type":["application/json"]},
    "requestContext":{"httpMethod":"POST","path":"/dev/tasks","stage":"dev","requestId":"1","identity":{"sourceIp":"203.0.113.7"}},"body":"{\"hours\":1,\"minutes\":0,\"seconds\":0}","isBase64Encoded":false}
    """;
const string Tick = """{"version":"0","id":"1","detail-type":"Scheduled Event","source":"aws.events","account":"123456789012","time":"2026-03-01T12:00:00Z","region":"eu-west-1","resources":[],"detail":{}}""";

await using var dynalite = await Emulator.StartDynaliteAsync();
using var dynamo = new AmazonDynamoDBClient(new BasicAWSCredentials("test", "test"), new AmazonDynamoDBConfig { ServiceURL = dynalite.Url.AbsoluteUri, AuthenticationRegion = "eu-west-1" });
await dynamo.CreateTableAsync(Template.Table(Table));

var package = Repository.PathOf("artifacts", "package");
var build = Repository.PathOf("artifacts", "bin");
Console.WriteLine("function  build                               ms to first response   CPU ms   RSS MB");
foreach (var (function, payload, zip, project) in new[] { ("cron", Tick, "functions", "TasksService.Lambda"), ("api", Rest, "api", "TasksService.Lambda.Api") })
{
    var packaged = new List<Start>();
    var built = new List<Start>();
    for (var run = 0; run < Runs; run++)
    {
        packaged.Add(await StartAsync(Path.Combine(package, zip, "bootstrap"), payload));
        built.Add(await StartAsync(Path.Combine(build, project, "release", project), payload));
    }

    Print(function, "package (trimmed, ReadyToRun)", packaged);
    Print(function, "build (framework-dependent, JIT)", built);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{function,-8}  ratio {Median(packaged, start => start.Milliseconds) / Median(built, start => start.Milliseconds):0.00}; zip {new FileInfo(Path.Combine(package, $"{zip}.zip")).Length / 1e6:0.0} MB, unzipped {Size(Path.Combine(package, zip)) / 1e6:0.0} MB; build {Size(Path.Combine(build, project, "release")) / 1e6:0.0} MB"));
}

async Task<Start> StartAsync(string executable, string payload)
{
    await using var runtimeApi = await RuntimeApiServer.StartAsync();
    var info = new ProcessStartInfo(executable) { WorkingDirectory = Path.GetDirectoryName(executable), RedirectStandardOutput = true, RedirectStandardError = true };
    foreach (var (name, value) in runtimeApi.EnvironmentOf("cold"))
    {
        info.Environment[name] = value;
    }

    info.Environment["ANNOTATIONS_HANDLER"] = "Cron";
    info.Environment["AWS_ENDPOINT_URL_DYNAMODB"] = dynalite.Url.AbsoluteUri;
    info.Environment["DynamoDb__Table"] = Table;
    info.Environment["Sqs__QueueUrl"] = "http://127.0.0.1:1/queue";

    var running = Stopwatch.StartNew();
    using var process = Process.Start(info)!;
    var result = await runtimeApi.InvokeAsync(payload);
    var milliseconds = running.Elapsed.TotalMilliseconds;
    if (result.Error is not null || result.Payload!.Contains("\"statusCode\":5", StringComparison.Ordinal))
    {
        throw new InvalidOperationException(result.Error?.Json ?? result.Payload);
    }

    process.Refresh();
    var start = new Start(milliseconds, process.TotalProcessorTime.TotalMilliseconds, process.WorkingSet64 / 1e6);
    process.Kill();
    await process.WaitForExitAsync();
    return start;
}

static void Print(string function, string build, List<Start> starts) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{function,-8}  {build,-34}  {Median(starts, start => start.Milliseconds),20:0}  {Median(starts, start => start.Cpu),7:0}  {Median(starts, start => start.Rss),7:0}"));

static double Median(List<Start> starts, Func<Start, double> of) => starts.Select(of).Order().ElementAt(starts.Count / 2);

static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

internal sealed record Start(double Milliseconds, double Cpu, double Rss);
