namespace TasksService.StatesServer.Tests;

/// <summary>Definitions that several tests run.</summary>
internal static class Definitions
{
    public const string Pass = """{"StartAt": "Greet", "States": {"Greet": {"Type": "Pass", "Result": "hello", "ResultPath": "$.greeting", "End": true}}}""";

    public const string PassChoiceSucceed = """
        {"StartAt": "Set", "States": {
            "Set": {"Type": "Pass", "Result": 1, "ResultPath": "$.value", "Next": "Decide"},
            "Decide": {"Type": "Choice", "Choices": [{"Variable": "$.value", "NumericEquals": 1, "Next": "Done"}], "Default": "Done"},
            "Done": {"Type": "Succeed"}}}
        """;

    public const string WaitUntil = """{"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "TimestampPath": "$.at", "End": true}}}""";

    public static string WaitSeconds(int seconds) => $$$$"""{"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": {{{{seconds}}}}, "End": true}}}""";

    public static string Function(string name, string more = "") =>
        $$$$"""{"StartAt": "Call", "States": {"Call": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:{{{{name}}}}"{{{{more}}}}, "End": true}}}""";

    public static string Activity(string arn, string more = "") =>
        $$$$"""{"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "{{{{arn}}}}"{{{{more}}}}, "End": true}}}""";
}
