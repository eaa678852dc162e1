namespace VideoIngest;

/// <summary>What Rekognition publishes (https://docs.aws.amazon.com/rekognition/latest/dg/api-video.html).</summary>
/// <param name="JobId">Whose findings can be asked for.</param>
/// <param name="JobTag">What the check was started with: our own id of it.</param>
/// <param name="Status"><c>SUCCEEDED</c>, whatever was found, or <c>FAILED</c>.</param>
public sealed record CheckNotification(string JobId, string JobTag, string Status);
