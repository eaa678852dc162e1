using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class ListActivitiesResponse : AmazonWebServiceResponse
{
    public List<ActivityListItem> Activities { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string NextToken { get; set; }
}
