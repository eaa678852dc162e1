namespace ActivityWorkerExample.Local;

internal sealed record PolledWork(string TaskToken, Work Input);
