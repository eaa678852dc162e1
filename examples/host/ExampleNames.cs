namespace Examples.Host;

/// <summary>Where the example pretends to be.</summary>
public static class ExampleNames
{
    public const string Region = "us-east-1";
    public const string Account = "000000000000";

    public static string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{Account}:{resource}";

    public static string FunctionArn(string name) => Arn("lambda", $"function:{name}");

    public static string ActivityArn(string name) => Arn("states", $"activity:{name}");

    public static string MachineArn(string name) => Arn("states", $"stateMachine:{name}");

    public static string QueueUrl(string name) => $"https://sqs.{Region}.amazonaws.com/{Account}/{name}";
}
