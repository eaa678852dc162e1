using Examples.Host;
using TasksService.Testing;
using VideoIngest.Local;

await using var s3 = await Emulator.StartFauxqsAsync();
await VideoIngestExample.CreateBucketsAsync(s3.Url.AbsoluteUri);

await using var example = VideoIngestExample.Build(s3.Url.AbsoluteUri, args);
await example.RunAsync(
    $"echo hello > holiday.mp4; aws s3 cp holiday.mp4 s3://{VideoIngestExample.RawBucket}/ --endpoint-url {s3.Url}",
    $"aws stepfunctions list-executions --state-machine-arn {ExampleNames.MachineArn(VideoIngestExample.Machine)}",
    $"aws s3 ls s3://{VideoIngestExample.ApprovedBucket}/ --endpoint-url {s3.Url}");
