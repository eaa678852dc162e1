namespace TasksService.Bench.Scenarios;

/// <summary>Seconds after the instant at which all tasks were due, and the processor time that one took from its creation on.</summary>
internal sealed record Burst(int Early, double LastArrival, double AllCompleted, double ProcessorMillisecondsPerTask)
{
    public override string ToString() =>
        $"early {Early}, last arrival {LastArrival.Show("0.000")} s, all COMPLETED {AllCompleted.Show("0.000")} s, {ProcessorMillisecondsPerTask.Show("0.000")} ms of processor a task";
}
