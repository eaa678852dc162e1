namespace Amazon.Lambda.Annotations.Schedule;

[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public class ScheduleEventAttribute(string schedule) : Attribute
{
    /// <summary><c>rate(…)</c> or <c>cron(…)</c>.</summary>
    public string Schedule { get; set; } = schedule;

    public string Description { get; set; }

    public string Input { get; set; }

    public string ResourceName { get; set; }
}
