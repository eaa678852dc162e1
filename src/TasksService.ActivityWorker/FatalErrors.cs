using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace TasksService.ActivityWorker;

/// <summary>The errors that end the polling: those that stay until someone changes the account, the role or the settings. All others are tried again.</summary>
public static class FatalErrors
{
    private const string Keys = "the access key is not one that AWS knows, or is no longer active";
    private const string Signature = "the request's signature is wrong: the secret key does not belong to the access key, or the clock is off";

    /// <summary>An AWS error code, and why it will not pass by itself (https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html).</summary>
    public static FrozenDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["ActivityDoesNotExist"] = "no activity has this ARN: it was deleted, or is in another region or account",
        ["InvalidArn"] = "the ARN is not an activity's",
        ["ValidationException"] = "a setting is out of the range that AWS takes",
        ["ResourceNotFoundException"] = "no function has this name in this region and account",
        ["InvalidParameterValueException"] = "the function's name or qualifier is not one that AWS takes",
        ["AccessDenied"] = "the role lacks a permission; the README has the policy",
        ["AccessDeniedException"] = "the role lacks a permission; the README has the policy",
        ["KmsAccessDeniedException"] = "the role may not use the activity's key",
        ["NotAuthorized"] = "the role lacks a permission; the README has the policy",
        ["OptInRequired"] = "the account is not signed up for the service in this region",
        ["UnrecognizedClientException"] = Keys,
        ["InvalidClientTokenId"] = Keys,
        ["MissingAuthenticationToken"] = "the request was not signed: no credentials",
        ["MissingAuthenticationTokenException"] = "the request was not signed: no credentials",
        ["ExpiredTokenException"] = "the session token has expired, and nothing here renews it",
        ["IncompleteSignature"] = Signature,
        ["InvalidSignatureException"] = Signature,
        ["SignatureDoesNotMatch"] = Signature,
    }.ToFrozenDictionary();

    public static bool TryGetReason(Exception exception, [NotNullWhen(true)] out string? reason)
    {
        reason = null;
        return exception is AmazonServiceException { ErrorCode: { } code } && Reasons.TryGetValue(code, out reason);
    }

    /// <summary>Whether the same call can succeed later: the network, the service or its limits stood in the way.</summary>
    public static bool MayPass(Exception exception) =>
        exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException or OperationCanceledException
        && !TryGetReason(exception, out _);
}
