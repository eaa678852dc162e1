using Amazon.Runtime;

namespace Amazon.Rekognition;

public class AmazonRekognitionRequest : AmazonWebServiceRequest;
