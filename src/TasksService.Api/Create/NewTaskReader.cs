using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace TasksService.Api;

/// <summary>Makes a task of a request's body, or says everything that is wrong with it.</summary>
internal sealed class NewTaskReader(IEnumerable<ITarget> targets, TimeProvider clock)
{
    private const int LargestTarget = 128 * 1024;

    /// <summary>In seconds.</summary>
    private const int LongestCall = 60;

    private static readonly TimeSpan LongestPast = TimeSpan.FromMinutes(1);

    /// <summary>Ten years. What lies further ahead is milliseconds taken for seconds, or a slip.</summary>
    private static readonly TimeSpan LongestAhead = TimeSpan.FromDays(3653);

    private readonly TargetShape[] targets = [.. targets.Select(target => new TargetShape(target))];
    private readonly Shape shape = new(ApiJson.Default.CreateTaskRequest);

    /// <returns><see langword="null"/> when the task is refused; <paramref name="problem"/> then says why.</returns>
    public NewTask? Read(ReadOnlySpan<byte> body, out Problem? problem)
    {
        var now = clock.GetUtcNow();
        var task = TryRead(body, now);
        problem = task is null ? Explain(body, now) : null;
        return task;
    }

    private NewTask? TryRead(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!Utf8.IsValid(body))
        {
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize(body, ApiJson.Default.CreateTaskRequest) is { } request)
            {
                var faults = new Faults();
                shape.Check(request, path: "", faults);
                var target = FindTarget(request.Target, faults);
                target?.Check(request.Target!.Value, "target", faults);
                var task = ToTask(request, target, now, faults);
                return faults.IsEmpty ? task : null;
            }

            return null;
        }
        catch (JsonException)
        {
            // Told in full by whoever explains the refusal.
            return null;
        }
    }

    /// <summary>Reads the body once more, now to the end, whatever is wrong with it.</summary>
    private Problem Explain(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (body.IsEmpty)
        {
            return Problem.BadRequest("The body is empty; it must be a JSON object.");
        }

        if (!Utf8.IsValid(body))
        {
            return Problem.BadRequest("The body is not UTF-8.");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body.ToArray());
        }
        catch (JsonException exception)
        {
            return Problem.BadRequest($"The body is not JSON: {exception.Message}");
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return Problem.BadRequest("The body must be a JSON object.");
            }

            var faults = new Faults();
            var request = (CreateTaskRequest)shape.Read(document.RootElement, path: "", faults)!;
            var target = FindTarget(request.Target, faults);
            target?.Read(request.Target!.Value, "target", faults);
            ToTask(request, target, now, faults);
            return faults.IsEmpty ? throw new UnreachableException("A request was refused without a fault.") : Problem.Of(faults);
        }
    }

    private TargetShape? FindTarget(JsonElement? target, Faults faults)
    {
        if (target is not { ValueKind: JsonValueKind.Object } given)
        {
            return null;
        }

        foreach (var member in given.EnumerateObject())
        {
            if (Shape.NameOf(member) == "type" && member.Value.ValueKind == JsonValueKind.String
                && Array.Find(targets, candidate => member.Value.ValueEquals(candidate.Type)) is { } found)
            {
                return found;
            }
        }

        faults.Add("target.type", $"must be one of {string.Join(", ", targets.Select(known => $"\"{known.Type}\""))}");
        return null;
    }

    /// <summary>The rules that one member's type and range cannot say.</summary>
    private static NewTask ToTask(CreateTaskRequest request, TargetShape? targetShape, DateTimeOffset now, Faults faults)
    {
        if (request.Target is { } target)
        {
            if (target.ValueKind != JsonValueKind.Object)
            {
                faults.Add("target", "must be a JSON object");
            }
            else if (JsonMarshal.GetRawUtf8Value(target).Length > LargestTarget)
            {
                faults.AddTooLarge("target", "must not be larger than 128 KiB");
            }
        }

        var called = targetShape is null ? null : new TaskTarget(targetShape.Type, request.Target!.Value.GetRawText());
        var completion = CompletionOf(request, called, faults);
        var timeout = request.TimeoutSeconds ?? (completion == Completion.Callback ? 3600 : 30);
        CheckTimes(request, completion, timeout, faults);

        return new NewTask
        {
            Timestamp = DueAt(request, now, faults),
            Target = called,
            Completion = completion,
            Retry = request.Retry?.ToPolicy("retry", faults) ?? RetryPolicy.Default,
            Timeout = TimeSpan.FromSeconds(timeout),
            Heartbeat = request.HeartbeatSeconds is { } heartbeat ? TimeSpan.FromSeconds(heartbeat) : null,
        };
    }

    private static Completion CompletionOf(CreateTaskRequest request, TaskTarget? target, Faults faults)
    {
        if (target?.Type == TaskTarget.Activity)
        {
            if (request.Completion == Completion.Immediate)
            {
                faults.Add("completion", "must be \"callback\", or absent: an activity is answered later");
            }

            return Completion.Callback;
        }

        if (request.Completion == Completion.Callback && request.Target is null && !faults.Has("target"))
        {
            faults.Add("completion", "must be \"immediate\" when there is no target: nobody would get the task token");
        }

        return request.Completion ?? Completion.Immediate;
    }

    private static void CheckTimes(CreateTaskRequest request, Completion completion, int timeout, Faults faults)
    {
        if (completion == Completion.Immediate && timeout > LongestCall)
        {
            faults.Add("timeoutSeconds", $"must be a whole number from 1 to {LongestCall}, unless the task is answered later");
        }

        if (request.HeartbeatSeconds is { } heartbeat)
        {
            if (completion == Completion.Immediate)
            {
                faults.Add("heartbeatSeconds", "is for tasks that are answered later: completion \"callback\" or an activity");
            }
            else if (heartbeat >= timeout)
            {
                faults.Add("heartbeatSeconds", $"must be less than timeoutSeconds ({timeout})");
            }
        }
    }

    private static DateTimeOffset DueAt(CreateTaskRequest request, DateTimeOffset now, Faults faults)
    {
        var isAbsolute = request.Timestamp is not null || faults.Has("timestamp");
        var isRelative = (request.Hours ?? request.Minutes ?? request.Seconds) is not null || faults.Has("hours") || faults.Has("minutes") || faults.Has("seconds");
        if (isAbsolute == isRelative)
        {
            faults.Add("timestamp", isAbsolute ? "must not be given together with hours, minutes or seconds" : "is required, or else hours, minutes or seconds");
            return now;
        }

        if (request.Timestamp is { } timestamp)
        {
            if (timestamp < now - LongestPast)
            {
                faults.Add("timestamp", $"must not be more than a minute in the past (it is {Iso8601.Format(now)})");
            }
            else if (timestamp > now + LongestAhead)
            {
                faults.Add("timestamp", $"must not be more than {LongestAhead.Days} days ahead");
            }
            else
            {
                return Instant.RoundUp(timestamp);
            }

            return now;
        }

        var seconds = ((request.Hours ?? 0) * 3600L) + ((request.Minutes ?? 0) * 60L) + (request.Seconds ?? 0);
        if (seconds > LongestAhead.TotalSeconds)
        {
            var member = request.Hours > 0 ? "hours" : request.Minutes > 0 ? "minutes" : "seconds";
            faults.Add(member, $"must not be more than {LongestAhead.Days} days ahead, together with the others of hours, minutes and seconds");
            return now;
        }

        return Instant.RoundUp(now + TimeSpan.FromSeconds(seconds));
    }
}
