namespace TasksService.Lambda.Tests;

/// <summary>A million tasks from the REST API's function to their end: 1 KB items, 128 MB arm64, ten messages a batch, a receiver that answers in 50 ms.</summary>
/// <param name="Messages">How often a task is sent to the queue.</param>
internal abstract record TaskCost(int Messages)
{
    /// <summary>Created, moved, claimed, ended; with the index 1, 2, 0 and 2 more. A move in vain is billed like one that moves.</summary>
    private const int WriteUnits = 4 + 5;

    /// <summary>In bytes: an entry of the index is read at each tick that finds it, half a unit for 4 KB.</summary>
    private const double IndexEntry = 150;

    private const double ApiSeconds = 0.020;
    private const double BatchSeconds = 0.050;
    private const double ExecutorSeconds = 0.070;

    /// <summary>One line of the executor, 350 bytes.</summary>
    private const double Logs = 350 / 1_000_000_000d * 1_000_000 * Prices.LogGigabyte;

    public double DynamoDb => ((WriteUnits + Messages - 1) * Prices.MillionWriteUnits) + ((Messages + 1) * IndexEntry / 4096 / 2 * Prices.MillionReadUnits);

    /// <summary>A send, a receive and a delete, each for ten messages.</summary>
    public double Sqs => 3 * Messages / 10.0 * Prices.MillionSqsRequests;

    public double Lambda => ((2 + (Messages / 10.0)) * Prices.MillionLambdaRequests)
        + ((ApiSeconds + (Messages / 10.0 * BatchSeconds) + ExecutorSeconds) * 0.125 * Prices.LambdaGigabyteSecond * 1_000_000);

    public abstract double StepFunctions { get; }

    public double Total => DynamoDb + Sqs + Lambda + Logs + StepFunctions;
}

/// <param name="Transitions">Two states; AWS publishes no rule whether the start is one more.</param>
internal sealed record StandardCost(int Transitions) : TaskCost(Messages: 1)
{
    public override double StepFunctions => Transitions * Prices.MillionTransitions;
}

internal sealed record ExpressCost() : TaskCost(Messages: 3)
{
    /// <summary>From two seconds before the task is due to the end of the call, in steps of 100 ms.</summary>
    private const double Seconds = 2.1;

    public override double StepFunctions => Prices.MillionExpressRequests + (Seconds * 64 / 1024 * Prices.ExpressGigabyteSecond * 1_000_000);
}
