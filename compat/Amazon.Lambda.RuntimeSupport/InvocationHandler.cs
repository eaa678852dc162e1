using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <returns>The answer; the loop disposes of it.</returns>
internal delegate Task<Stream> InvocationHandler(Stream input, ILambdaContext context);
