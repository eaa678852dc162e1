using System.Collections.Concurrent;

namespace TasksService.Testing;

/// <summary>Knows the tokens that it is told of, and remembers what was answered for them.</summary>
public sealed class FakeTaskTokens : ITaskTokens
{
    private readonly ConcurrentDictionary<string, bool> open = new();

    /// <summary>Each as <c>success token output</c>, <c>failure token error cause</c> or <c>heartbeat token</c>.</summary>
    public ConcurrentQueue<string> Answers { get; } = new();

    public void Add(string taskToken) => open[taskToken] = true;

    public Task<TokenAnswer> SucceedAsync(string taskToken, string output, CancellationToken cancellationToken) =>
        AnswerAsync(taskToken, $"success {taskToken} {output}", isFinal: true);

    public Task<TokenAnswer> FailAsync(string taskToken, string? error, string? cause, CancellationToken cancellationToken) =>
        AnswerAsync(taskToken, $"failure {taskToken} {error} {cause}", isFinal: true);

    public Task<TokenAnswer> BeatAsync(string taskToken, CancellationToken cancellationToken) =>
        AnswerAsync(taskToken, $"heartbeat {taskToken}", isFinal: false);

    private Task<TokenAnswer> AnswerAsync(string taskToken, string answer, bool isFinal)
    {
        if (!open.TryGetValue(taskToken, out var isOpen))
        {
            return Task.FromResult(TokenAnswer.InvalidToken);
        }

        if (!isOpen)
        {
            return Task.FromResult(TokenAnswer.TimedOut);
        }

        open[taskToken] = !isFinal;
        Answers.Enqueue(answer);
        return Task.FromResult(TokenAnswer.Accepted);
    }
}
