using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Amazon.Lambda.AspNetCoreServer.Hosting.Internal;

/// <summary>A server whose requests are a function's invocations, one at a time.</summary>
internal abstract class LambdaServer : IServer
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly IHostApplicationLifetime _lifetime;
    private Task _invocations = Task.CompletedTask;

    protected LambdaServer(IHostApplicationLifetime lifetime)
    {
        _lifetime = lifetime;
        Features.Set<IServerAddressesFeature>(new ServerAddressesFeature());
    }

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
    {
        var bootstrap = CreateBootstrap((request, context) => HandleAsync(application, request, context)).Build();
        _invocations = RunAsync(bootstrap);
        return Task.CompletedTask;
    }

    /// <summary>Throws what ended the invocations, so that the process ends with an error.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Cancel();
        return _invocations.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    /// <param name="handle">Turns a request into an answer.</param>
    protected abstract LambdaBootstrapBuilder CreateBootstrap(Func<LambdaRequest, ILambdaContext, Task<LambdaResponse>> handle);

    private static async Task<LambdaResponse> HandleAsync<TContext>(
        IHttpApplication<TContext> application, LambdaRequest request, ILambdaContext lambda)
    {
        using var exchange = new LambdaExchange(request, lambda);
        var context = application.CreateContext(exchange.Features);
        Exception error = null;

        try
        {
            await application.ProcessRequestAsync(context).ConfigureAwait(false);
            await exchange.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception unhandled)
        {
            error = unhandled;
            lambda.Logger.LogLine(unhandled.ToString());
            exchange.Fail();
        }
        finally
        {
            application.DisposeContext(context, error);
        }

        var response = exchange.ToResponse();
        await exchange.Response.FireOnCompletedAsync().ConfigureAwait(false);
        return response;
    }

    private async Task RunAsync(LambdaBootstrap bootstrap)
    {
        // The caller is still starting the host.
        await Task.Yield();
        try
        {
            using (bootstrap)
            {
                await bootstrap.RunAsync(_stopping.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            _lifetime.StopApplication();
        }
    }
}
