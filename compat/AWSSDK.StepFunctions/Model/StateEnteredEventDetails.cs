namespace Amazon.StepFunctions.Model;

public class StateEnteredEventDetails
{
    public string Input { get; set; }
    public string Name { get; set; }
}
