namespace VideoIngest;

/// <param name="StateMachineArn">Started with each upload.</param>
/// <param name="ActivityArn">Polled for videos to check.</param>
/// <param name="ApprovedBucket">Where safe videos go.</param>
/// <param name="WorkBucket">Where the token of a running check is kept.</param>
public sealed record IngestSettings(string StateMachineArn, string ActivityArn, string ApprovedBucket, string WorkBucket);
