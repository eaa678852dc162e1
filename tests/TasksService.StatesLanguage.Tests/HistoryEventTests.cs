using System.Text;
using System.Text.Json;

namespace TasksService.StatesLanguage.Tests;

public class HistoryEventTests
{
    private static readonly ExecutionInfo Info = new()
    {
        Id = "arn:aws:states:eu-west-1:123456789012:execution:Tasks:one",
        Name = "one",
        RoleArn = "arn:aws:iam::123456789012:role/tasks",
        StateMachineId = "arn:aws:states:eu-west-1:123456789012:stateMachine:Tasks",
        StateMachineName = "Tasks",
    };

    private readonly IReadOnlyList<HistoryEvent> _events = Execution.Start(
        StateMachine.Parse(
            """
            {"StartAt":"Assign","States":{
              "Assign":{"Type":"Pass","Assign":{"a":[1]},"Next":"Send"},
              "Send":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Parameters":{"QueueUrl":"q"},"TimeoutSeconds":9,"End":true}}}
            """),
        Info, Json.Parse("""{"text":"é"}"""), new(2026, 1, 1, 12, 0, 0, 250, TimeSpan.Zero)).TakeEvents();

    [Fact]
    public void Events_are_written_as_the_api_words_them() => Assert.Equal(
        [
            """{"timestamp":1767268800.25,"type":"ExecutionStarted","id":1,"previousEventId":0,"executionStartedEventDetails":{"input":"{\"text\":\"é\"}","inputDetails":{"truncated":false},"roleArn":"arn:aws:iam::123456789012:role/tasks"}}""",
            """{"timestamp":1767268800.25,"type":"PassStateEntered","id":2,"previousEventId":0,"stateEnteredEventDetails":{"name":"Assign","input":"{\"text\":\"é\"}","inputDetails":{"truncated":false}}}""",
            """{"timestamp":1767268800.25,"type":"PassStateExited","id":3,"previousEventId":2,"stateExitedEventDetails":{"name":"Assign","output":"{\"text\":\"é\"}","outputDetails":{"truncated":false},"assignedVariables":{"a":"[1]"},"assignedVariablesDetails":{"truncated":false}}}""",
            """{"timestamp":1767268800.25,"type":"TaskStateEntered","id":4,"previousEventId":3,"stateEnteredEventDetails":{"name":"Send","input":"{\"text\":\"é\"}","inputDetails":{"truncated":false}}}""",
            """{"timestamp":1767268800.25,"type":"TaskScheduled","id":5,"previousEventId":4,"taskScheduledEventDetails":{"resourceType":"sqs","resource":"sendMessage","region":"eu-west-1","parameters":"{\"QueueUrl\":\"q\"}","timeoutInSeconds":9}}""",
            """{"timestamp":1767268800.25,"type":"TaskStarted","id":6,"previousEventId":5,"taskStartedEventDetails":{"resourceType":"sqs","resource":"sendMessage"}}""",
        ],
        _events.Select(static item => Write(item, includeExecutionData: true)));

    [Fact]
    public void Without_execution_data_inputs_and_outputs_are_left_out() => Assert.Equal(
        """{"timestamp":1767268800.25,"type":"PassStateExited","id":3,"previousEventId":2,"stateExitedEventDetails":{"name":"Assign"}}""",
        Write(_events[2], includeExecutionData: false));

    private static string Write(HistoryEvent item, bool includeExecutionData)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            item.WriteTo(writer, includeExecutionData);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
