namespace TasksService.Lambda.Tests;

/// <summary>List prices of us-east-1 in dollars. The sources are in <c>docs/cost.md</c>.</summary>
internal static class Prices
{
    public const double MillionWriteUnits = 0.625;
    public const double MillionReadUnits = 0.125;
    public const double MillionSqsRequests = 0.40;
    public const double MillionLambdaRequests = 0.20;
    public const double LambdaGigabyteSecond = 0.0000133334;
    public const double MillionTransitions = 25;
    public const double MillionExpressRequests = 1;
    public const double ExpressGigabyteSecond = 0.00001667;
    public const double LogGigabyte = 0.50;
}
