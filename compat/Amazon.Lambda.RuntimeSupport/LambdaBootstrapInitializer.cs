namespace Amazon.Lambda.RuntimeSupport;

/// <returns><see langword="false"/> to leave without asking for an invocation.</returns>
public delegate Task<bool> LambdaBootstrapInitializer();
