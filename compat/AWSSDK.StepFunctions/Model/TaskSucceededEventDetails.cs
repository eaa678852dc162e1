namespace Amazon.StepFunctions.Model;

public class TaskSucceededEventDetails
{
    public string Output { get; set; }
    public string Resource { get; set; }
    public string ResourceType { get; set; }
}
