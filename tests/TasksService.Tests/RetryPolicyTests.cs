namespace TasksService.Tests;

public sealed class RetryPolicyTests
{
    private readonly RetryPolicy policy = new() { Interval = TimeSpan.FromSeconds(2), BackoffRate = 3, MaxInterval = TimeSpan.FromSeconds(30) };

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 6)]
    [InlineData(3, 18)]
    [InlineData(4, 30)]
    [InlineData(100, 30)]
    public void Each_wait_is_the_one_before_times_the_back_off_up_to_the_longest(int attemptsMade, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), policy.WaitAfter(attemptsMade, chance: 0.5));

    [Fact]
    public void A_jittered_wait_lies_between_nothing_and_the_whole_wait()
    {
        var jittered = policy with { Jitter = JitterStrategy.Full };

        Assert.Equal(TimeSpan.Zero, jittered.WaitAfter(2, chance: 0));
        Assert.Equal(TimeSpan.FromSeconds(3), jittered.WaitAfter(2, chance: 0.5));
    }

    [Fact]
    public void An_interval_longer_than_the_longest_wait_is_cut_to_it() =>
        Assert.Equal(TimeSpan.FromSeconds(30), (policy with { Interval = TimeSpan.FromHours(1) }).WaitAfter(1, chance: 0));
}
