namespace TasksService;

/// <summary>Where task tokens are answered for receivers that cannot call the Step Functions API themselves.</summary>
public interface ITaskTokens
{
    /// <param name="output">JSON text.</param>
    Task<TokenAnswer> SucceedAsync(string taskToken, string output, CancellationToken cancellationToken);

    /// <param name="error">At most 256 characters.</param>
    /// <param name="cause">At most 32,768 characters.</param>
    Task<TokenAnswer> FailAsync(string taskToken, string? error, string? cause, CancellationToken cancellationToken);

    Task<TokenAnswer> BeatAsync(string taskToken, CancellationToken cancellationToken);
}
