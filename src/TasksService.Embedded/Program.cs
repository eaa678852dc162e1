using Microsoft.Extensions.Options;
using TasksService.Embedded;

try
{
    await using var app = EmbeddedHost.Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (exception is OptionsValidationException or DataDirectoryInUseException or IOException or UnauthorizedAccessException or InvalidDataException or FormatException
    or InvalidOperationException { InnerException: FormatException or OverflowException })
{
    // What the operator can mend: a sentence, without a stack trace.
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
