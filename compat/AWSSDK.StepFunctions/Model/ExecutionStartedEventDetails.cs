namespace Amazon.StepFunctions.Model;

public class ExecutionStartedEventDetails
{
    public string Input { get; set; }
    public string RoleArn { get; set; }
}
