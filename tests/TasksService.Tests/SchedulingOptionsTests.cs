namespace TasksService.Tests;

public sealed class SchedulingOptionsTests
{
    [Fact]
    public void The_defaults_have_no_fault() => Assert.Empty(new SchedulingOptions().Faults());

    [Fact]
    public void Every_setting_that_cannot_work_is_named_with_its_consequence()
    {
        var faults = new SchedulingOptions
        {
            Tick = TimeSpan.Zero,
            ShortTermWindow = TimeSpan.FromMinutes(1),
            ExecutorTimeLimit = TimeSpan.FromSeconds(60),
            RecoveryMargin = TimeSpan.FromSeconds(30),
            Retention = TimeSpan.Zero,
        }.Faults().ToList();

        Assert.Collection(
            faults,
            fault => Assert.Contains("Scheduling:Tick", fault, StringComparison.Ordinal),
            fault => Assert.Contains("Scheduling:ShortTermWindow", fault, StringComparison.Ordinal),
            fault => Assert.Contains("Scheduling:ExecutorTimeLimit", fault, StringComparison.Ordinal),
            fault => Assert.Contains("Scheduling:RecoveryMargin", fault, StringComparison.Ordinal),
            fault => Assert.Contains("Scheduling:Retention", fault, StringComparison.Ordinal));
    }
}
