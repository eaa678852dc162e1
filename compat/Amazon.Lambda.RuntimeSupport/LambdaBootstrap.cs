namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Takes invocations from the Lambda Runtime API, one at a time (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).</summary>
public sealed class LambdaBootstrap : IDisposable
{
    private readonly InvocationHandler _handler;
    private readonly LambdaBootstrapInitializer _initializer;
    private readonly RuntimeApiClient _runtime;

    internal LambdaBootstrap(InvocationHandler handler, LambdaBootstrapInitializer initializer, string runtimeApi)
    {
        _handler = handler;
        _initializer = initializer;
        _runtime = new RuntimeApiClient(runtimeApi);
    }

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (_initializer is not null && !await InitializeAsync().ConfigureAwait(false))
        {
            return;
        }

        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await InvokeOnceAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // told to stop while it waited for the next invocation
        }
    }

    public void Dispose() => _runtime.Dispose();

    private async Task<bool> InitializeAsync()
    {
        try
        {
            return await _initializer().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync(error.ToString()).ConfigureAwait(false);
            await _runtime.ReportInitializationErrorAsync(error).ConfigureAwait(false);
            throw;
        }
    }

    private async Task InvokeOnceAsync(CancellationToken cancellationToken)
    {
        var (context, input) = await _runtime.GetNextInvocationAsync(cancellationToken).ConfigureAwait(false);
        Stream answer;

        try
        {
            answer = await _handler(input, context).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync(error.ToString()).ConfigureAwait(false);
            await _runtime.ReportInvocationErrorAsync(context.AwsRequestId, error).ConfigureAwait(false);
            return;
        }

        await _runtime.SendResponseAsync(context.AwsRequestId, answer ?? Stream.Null).ConfigureAwait(false);
    }
}
