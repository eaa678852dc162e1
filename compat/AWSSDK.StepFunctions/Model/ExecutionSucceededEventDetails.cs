namespace Amazon.StepFunctions.Model;

public class ExecutionSucceededEventDetails
{
    public string Output { get; set; }
}
