namespace Amazon.StepFunctions.Model;

public class ActivityListItem
{
    public string ActivityArn { get; set; }
    public DateTime? CreationDate { get; set; }
    public string Name { get; set; }
}
