using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class SendTaskHeartbeatResponse : AmazonWebServiceResponse;
