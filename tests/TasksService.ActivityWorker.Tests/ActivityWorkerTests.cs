using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace TasksService.ActivityWorker.Tests;

public sealed class ActivityWorkerTests
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_handlers_result_is_the_tasks_output()
    {
        await using var worker = await WorkerHost.StartAsync((order, _) => Task.FromResult(new Receipt($"{order.Count} x {order.Pizza}")));

        worker.Aws.Offer("token-1", """{"pizza":"funghi","count":2}""");

        var answer = await worker.Aws.CallAsync();
        Assert.Equal("SendTaskSuccess", answer.Operation);
        Assert.Equal("token-1", answer["taskToken"]);
        Assert.Equal("2 x funghi", (string?)JsonNode.Parse(answer["output"])!["text"]);
    }

    [Fact]
    public async Task A_poll_names_the_activity_and_the_worker()
    {
        await using var worker = await WorkerHost.StartAsync(Bake, options => options.WorkerName = "oven-7");

        var poll = await worker.Aws.PollAsync();

        Assert.Equal(WorkerHost.ActivityArn, poll["activityArn"]);
        Assert.Equal("oven-7", poll["workerName"]);
    }

    [Fact]
    public async Task A_poll_that_ends_empty_is_followed_by_the_next()
    {
        await using var worker = await WorkerHost.StartAsync(Bake);

        await worker.Aws.PollAsync();
        worker.Aws.EndPolls();

        await worker.Aws.PollAsync();
        Assert.False(worker.Aws.HasCall);
    }

    [Fact]
    public async Task A_handlers_exception_fails_the_task_with_its_type_and_message()
    {
        await using var worker = await WorkerHost.StartAsync((_, _) => throw new InvalidOperationException("The oven is cold."));

        worker.Aws.Offer("token-1");

        var answer = await worker.Aws.CallAsync();
        Assert.Equal("SendTaskFailure", answer.Operation);
        Assert.Equal("InvalidOperationException", answer["error"]);
        Assert.Equal("The oven is cold.", answer["cause"]);
    }

    [Fact]
    public async Task A_handler_can_name_the_error_itself()
    {
        await using var worker = await WorkerHost.StartAsync((_, _) => throw new ActivityFailedException("Oven.Cold", "It is off."));

        worker.Aws.Offer("token-1");

        var answer = await worker.Aws.CallAsync();
        Assert.Equal(("Oven.Cold", "It is off."), (answer["error"], answer["cause"]));
    }

    [Fact]
    public async Task Error_and_cause_are_cut_to_what_Step_Functions_takes()
    {
        await using var worker = await WorkerHost.StartAsync((_, _) => throw new ActivityFailedException(new string('e', 1000), new string('c', 40_000)));

        worker.Aws.Offer("token-1");

        var answer = await worker.Aws.CallAsync();
        Assert.Equal((256, 32_768), (answer["error"].Length, answer["cause"].Length));
    }

    [Fact]
    public async Task An_input_that_does_not_fit_fails_the_task()
    {
        await using var worker = await WorkerHost.StartAsync(Bake);

        worker.Aws.Offer("token-1", """{"count":"many"}""");

        Assert.Equal("JsonException", (await worker.Aws.CallAsync())["error"]);
    }

    [Fact]
    public async Task An_output_over_256_KiB_fails_the_task_instead_of_leaving_it_to_its_timeout()
    {
        await using var worker = await WorkerHost.StartAsync((_, _) => Task.FromResult(new Receipt(new string('x', 262_144))));

        worker.Aws.Offer("token-1");

        Assert.Equal("OutputTooLarge", (await worker.Aws.CallAsync())["error"]);
    }

    [Fact]
    public async Task A_running_handler_beats_at_the_interval()
    {
        var baked = new TaskCompletionSource<Receipt>();
        var begun = new TaskCompletionSource();
        await using var worker = await WorkerHost.StartAsync((_, _) =>
        {
            begun.SetResult();
            return baked.Task;
        });
        worker.Aws.Offer("token-1");
        await begun.Task;

        for (var beat = 0; beat < 3; beat++)
        {
            Assert.False(worker.Aws.HasCall);
            worker.Clock.Advance(Beat);
            var call = await worker.Aws.CallAsync();
            Assert.Equal(("SendTaskHeartbeat", "token-1"), (call.Operation, call["taskToken"]));
        }

        baked.SetResult(new Receipt("done"));
        Assert.Equal("SendTaskSuccess", (await worker.Aws.CallAsync()).Operation);
    }

    [Theory]
    [InlineData("TaskTimedOut")]
    [InlineData("TaskDoesNotExist")]
    [InlineData("InvalidToken")]
    public async Task A_handler_is_cancelled_when_its_task_has_timed_out(string error)
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var worker = await WorkerHost.StartAsync(
            async (_, cancellationToken) =>
            {
                await using var registration = cancellationToken.Register(cancelled.SetResult);
                begun.SetResult();
                await cancelled.Task;
                cancellationToken.ThrowIfCancellationRequested();
                return new Receipt("never");
            },
            prepare: aws => aws.Fail("SendTaskHeartbeat", HttpStatusCode.BadRequest, error));
        worker.Aws.Offer("token-1");
        await begun.Task;

        worker.Clock.Advance(Beat);

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var stopping = worker.StopAsync();
        worker.Aws.EndAllPolls();
        await stopping;
        Assert.Equal("SendTaskHeartbeat", (await worker.Aws.CallAsync()).Operation);
        Assert.False(worker.Aws.HasCall);
    }

    [Fact]
    public async Task A_heartbeat_that_fails_otherwise_cancels_nothing()
    {
        var begun = new TaskCompletionSource();
        var baked = new TaskCompletionSource<Receipt>();
        await using var worker = await WorkerHost.StartAsync(
            (_, cancellationToken) =>
            {
                begun.SetResult();
                return baked.Task.WaitAsync(cancellationToken);
            },
            prepare: aws => aws.Fail("SendTaskHeartbeat", HttpStatusCode.InternalServerError, "InternalFailure"));
        worker.Aws.Offer("token-1");
        await begun.Task;

        worker.Clock.Advance(Beat);
        await worker.Aws.CallAsync();
        baked.SetResult(new Receipt("done"));

        Assert.Equal("SendTaskSuccess", (await worker.Aws.CallAsync()).Operation);
    }

    [Fact]
    public async Task No_poll_begins_while_as_many_tasks_are_in_hand_as_may_be()
    {
        var begun = new SemaphoreSlim(0);
        var baked = new TaskCompletionSource<Receipt>();
        await using var worker = await WorkerHost.StartAsync(
            (_, _) =>
            {
                begun.Release();
                return baked.Task;
            },
            options => options.Concurrency = 2);
        for (var i = 0; i < 3; i++)
        {
            worker.Aws.Offer($"token-{i}");
        }

        await begun.WaitAsync();
        await begun.WaitAsync();
        Assert.Equal(1, worker.Aws.WaitingTasks);

        baked.SetResult(new Receipt("done"));
        await begun.WaitAsync();
        var answered = new HashSet<string> { (await worker.Aws.CallAsync())["taskToken"], (await worker.Aws.CallAsync())["taskToken"], (await worker.Aws.CallAsync())["taskToken"] };
        Assert.Equal(["token-0", "token-1", "token-2"], answered.Order());
    }

    [Fact]
    public async Task Polls_are_open_side_by_side()
    {
        await using var worker = await WorkerHost.StartAsync(Bake, options => options.Polls = 3);

        await worker.Aws.PollAsync();
        await worker.Aws.PollAsync();
        await worker.Aws.PollAsync();
    }

    [Fact]
    public async Task A_task_that_a_poll_brings_after_the_stop_began_is_handled()
    {
        await using var worker = await WorkerHost.StartAsync(Bake);
        await worker.Aws.PollAsync();

        var stopping = worker.StopAsync();
        worker.Aws.Offer("token-late");

        Assert.Equal("token-late", (await worker.Aws.CallAsync())["taskToken"]);
        await stopping;
    }

    [Fact]
    public async Task A_stop_waits_for_the_handlers_and_begins_no_poll()
    {
        var begun = new TaskCompletionSource();
        var baked = new TaskCompletionSource<Receipt>();
        await using var worker = await WorkerHost.StartAsync((_, _) =>
        {
            begun.SetResult();
            return baked.Task;
        });
        worker.Aws.Offer("token-1");
        await begun.Task;
        await worker.Aws.PollAsync();
        await worker.Aws.PollAsync();

        var stopping = worker.StopAsync();
        worker.Aws.EndAllPolls();
        worker.Aws.Offer("token-2");
        Assert.False(stopping.IsCompleted);
        baked.SetResult(new Receipt("done"));
        await stopping;

        Assert.Equal("token-1", (await worker.Aws.CallAsync())["taskToken"]);
        Assert.Equal(1, worker.Aws.WaitingTasks);
    }

    [Fact]
    public async Task A_handler_that_outlasts_the_time_to_drain_is_cancelled_and_its_task_fails()
    {
        var begun = new TaskCompletionSource();
        await using var worker = await WorkerHost.StartAsync(
            async (_, cancellationToken) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return new Receipt("never");
            },
            options => options.HeartbeatInterval = TimeSpan.Zero);
        worker.Aws.Offer("token-1");
        await begun.Task;

        var stopping = worker.StopAsync();
        await worker.Clock.TimerArmedAsync();
        worker.Aws.EndAllPolls();
        worker.Clock.Advance(TimeSpan.FromSeconds(90));

        var answer = await worker.Aws.CallAsync();
        Assert.Equal(("SendTaskFailure", AnsweringTaskHandler.WorkerStopped), (answer.Operation, answer["error"]));
        await stopping;
    }

    [Fact]
    public async Task Throttled_polls_are_tried_again_after_a_growing_wait()
    {
        await using var worker = await WorkerHost.StartAsync(Bake, prepare: aws => aws.Fail("GetActivityTask", HttpStatusCode.BadRequest, "ThrottlingException", times: 3));

        for (var seconds = 1; seconds <= 4; seconds *= 2)
        {
            await worker.Aws.PollAsync();
            await worker.Clock.TimerArmedAsync();
            var wait = worker.Clock.NextTimer!.Value - worker.Clock.GetUtcNow();
            Assert.InRange(wait, TimeSpan.FromSeconds(seconds / 2.0), TimeSpan.FromSeconds(seconds));
            worker.Clock.Advance(wait);
        }

        worker.Aws.Offer("token-1");
        Assert.Equal("token-1", (await worker.Aws.CallAsync())["taskToken"]);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_sent_is_sent_again()
    {
        await using var worker = await WorkerHost.StartAsync(
            Bake,
            options => options.HeartbeatInterval = TimeSpan.Zero,
            aws => aws.Fail("SendTaskSuccess", HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"));
        worker.Aws.Offer("token-1");

        await worker.Aws.CallAsync();
        await worker.Clock.TimerArmedAsync();
        worker.Clock.Advance(TimeSpan.FromSeconds(1));

        var again = await worker.Aws.CallAsync();
        Assert.Equal(("SendTaskSuccess", "token-1"), (again.Operation, again["taskToken"]));
    }

    [Fact]
    public async Task An_output_that_Step_Functions_refuses_fails_the_task()
    {
        await using var worker = await WorkerHost.StartAsync(Bake, prepare: aws => aws.Fail("SendTaskSuccess", HttpStatusCode.BadRequest, "InvalidOutput"));
        worker.Aws.Offer("token-1");

        Assert.Equal("SendTaskSuccess", (await worker.Aws.CallAsync()).Operation);
        Assert.Equal("InvalidOutput", (await worker.Aws.CallAsync())["error"]);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_harms_nothing()
    {
        await using var worker = await WorkerHost.StartAsync(Bake, prepare: aws => aws.Fail("SendTaskSuccess", HttpStatusCode.BadRequest, "TaskTimedOut"));
        worker.Aws.Offer("token-1");
        await worker.Aws.CallAsync();

        worker.Aws.Offer("token-2");

        Assert.Equal("token-2", (await worker.Aws.CallAsync())["taskToken"]);
    }

    [Theory]
    [InlineData("ActivityDoesNotExist", HttpStatusCode.BadRequest, "no activity has this ARN")]
    [InlineData("AccessDeniedException", HttpStatusCode.BadRequest, "lacks a permission")]
    [InlineData("UnrecognizedClientException", HttpStatusCode.BadRequest, "the access key")]
    [InlineData("InvalidSignatureException", HttpStatusCode.Forbidden, "the secret key")]
    public async Task An_error_that_will_not_pass_ends_the_polling_with_its_reason(string error, HttpStatusCode status, string reason)
    {
        await using var worker = await WorkerHost.StartAsync(Bake, prepare: aws => aws.Fail("GetActivityTask", status, error));

        var exception = await Assert.ThrowsAsync<FatalActivityException>(() => worker.Polling.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Contains(WorkerHost.ActivityArn, exception.Message, StringComparison.Ordinal);
        await worker.Stopping.WhenCancelledAsync();
    }

    [Fact]
    public async Task What_is_in_hand_is_finished_before_a_fatal_error_ends_the_worker()
    {
        var begun = new TaskCompletionSource();
        var baked = new TaskCompletionSource<Receipt>();
        await using var worker = await WorkerHost.StartAsync((_, _) =>
        {
            begun.SetResult();
            return baked.Task;
        });
        await worker.Aws.PollAsync();
        worker.Aws.Fail("GetActivityTask", HttpStatusCode.BadRequest, "ActivityDoesNotExist");
        worker.Aws.Offer("token-1");
        await begun.Task;
        await worker.Aws.PollAsync();

        Assert.False(worker.Polling.ExecuteTask!.IsCompleted);
        baked.SetResult(new Receipt("done"));

        Assert.Equal("SendTaskSuccess", (await worker.Aws.CallAsync()).Operation);
        await Assert.ThrowsAsync<FatalActivityException>(() => worker.Polling.ExecuteTask!);
    }

    [Fact]
    public async Task A_client_that_gives_up_polls_too_early_is_refused_at_start()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => WorkerHost.StartAsync(Bake, clientTimeout: TimeSpan.FromSeconds(60)));

        Assert.Contains("gives up polls", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_setting_is_named_at_start()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => WorkerHost.StartAsync(Bake, options =>
        {
            options.ActivityArn = "Bake";
            options.WorkerName = "";
            options.Polls = 0;
            options.Concurrency = -1;
            options.HeartbeatInterval = TimeSpan.FromSeconds(-1);
            options.DrainTimeout = TimeSpan.FromSeconds(30);
        }));

        Assert.Equal(6, refusal.Failures.Count());
    }

    private static Task<Receipt> Bake(Order order, CancellationToken cancellationToken) => Task.FromResult(new Receipt("done"));
}
