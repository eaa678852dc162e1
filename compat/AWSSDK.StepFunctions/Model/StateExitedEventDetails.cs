namespace Amazon.StepFunctions.Model;

public class StateExitedEventDetails
{
    public string Name { get; set; }
    public string Output { get; set; }
}
