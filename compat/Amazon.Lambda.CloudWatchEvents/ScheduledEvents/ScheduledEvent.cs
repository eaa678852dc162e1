namespace Amazon.Lambda.CloudWatchEvents.ScheduledEvents;

/// <summary>A tick of an EventBridge rule with a schedule; its detail is an empty object.</summary>
public class ScheduledEvent : CloudWatchEvent<Detail>;
