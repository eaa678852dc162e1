using Amazon.Lambda;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.StepFunctions;

namespace TasksService.Compat.Tests.Aws;

internal static class TestClients
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string Region = "eu-west-1";

    private static readonly BasicAWSCredentials Credentials = new(AccessKey, SecretKey);

    public static AmazonSQSClient Sqs(string url) => new(Credentials, new AmazonSQSConfig { ServiceURL = url, AuthenticationRegion = Region });

    public static AmazonStepFunctionsClient StepFunctions(string url) =>
        new(Credentials, new AmazonStepFunctionsConfig { ServiceURL = url, AuthenticationRegion = Region });

    public static AmazonLambdaClient Lambda(string url) => new(Credentials, new AmazonLambdaConfig { ServiceURL = url, AuthenticationRegion = Region });
}
