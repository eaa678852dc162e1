using System.Text.Json.Serialization.Metadata;
using Amazon.Compat;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.StepFunctions.Internal;
using Amazon.StepFunctions.Model;

namespace Amazon.StepFunctions;

/// <summary>Stands in for the client of the package AWSSDK.StepFunctions: the operations that this repository calls, over the same protocol.</summary>
public class AmazonStepFunctionsClient : AmazonServiceClient, IAmazonStepFunctions
{
    public AmazonStepFunctionsClient() : base(new AmazonStepFunctionsConfig())
    {
    }

    public AmazonStepFunctionsClient(RegionEndpoint region) : base(new AmazonStepFunctionsConfig { RegionEndpoint = region })
    {
    }

    public AmazonStepFunctionsClient(AmazonStepFunctionsConfig config) : base(config)
    {
    }

    public AmazonStepFunctionsClient(AWSCredentials credentials) : base(credentials, new AmazonStepFunctionsConfig())
    {
    }

    public AmazonStepFunctionsClient(AWSCredentials credentials, RegionEndpoint region) : base(credentials, new AmazonStepFunctionsConfig { RegionEndpoint = region })
    {
    }

    public AmazonStepFunctionsClient(AWSCredentials credentials, AmazonStepFunctionsConfig clientConfig) : base(credentials, clientConfig)
    {
    }

    public AmazonStepFunctionsClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonStepFunctionsConfig clientConfig) : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    protected override IServiceMetadata ServiceMetadata => AmazonStepFunctionsConfig.Service;

    public virtual Task<CreateActivityResponse> CreateActivityAsync(CreateActivityRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("CreateActivity", request, StepFunctionsJson.Default.CreateActivityRequest, StepFunctionsJson.Default.CreateActivityResponse, cancellationToken);

    public virtual Task<CreateStateMachineResponse> CreateStateMachineAsync(CreateStateMachineRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("CreateStateMachine", request, StepFunctionsJson.Default.CreateStateMachineRequest, StepFunctionsJson.Default.CreateStateMachineResponse, cancellationToken);

    public virtual Task<DeleteActivityResponse> DeleteActivityAsync(DeleteActivityRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DeleteActivity", request, StepFunctionsJson.Default.DeleteActivityRequest, StepFunctionsJson.Default.DeleteActivityResponse, cancellationToken);

    public virtual Task<DeleteStateMachineResponse> DeleteStateMachineAsync(DeleteStateMachineRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DeleteStateMachine", request, StepFunctionsJson.Default.DeleteStateMachineRequest, StepFunctionsJson.Default.DeleteStateMachineResponse, cancellationToken);

    public virtual Task<DescribeActivityResponse> DescribeActivityAsync(DescribeActivityRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DescribeActivity", request, StepFunctionsJson.Default.DescribeActivityRequest, StepFunctionsJson.Default.DescribeActivityResponse, cancellationToken);

    public virtual Task<DescribeExecutionResponse> DescribeExecutionAsync(DescribeExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DescribeExecution", request, StepFunctionsJson.Default.DescribeExecutionRequest, StepFunctionsJson.Default.DescribeExecutionResponse, cancellationToken);

    public virtual Task<DescribeStateMachineResponse> DescribeStateMachineAsync(DescribeStateMachineRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DescribeStateMachine", request, StepFunctionsJson.Default.DescribeStateMachineRequest, StepFunctionsJson.Default.DescribeStateMachineResponse, cancellationToken);

    public virtual Task<GetActivityTaskResponse> GetActivityTaskAsync(GetActivityTaskRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("GetActivityTask", request, StepFunctionsJson.Default.GetActivityTaskRequest, StepFunctionsJson.Default.GetActivityTaskResponse, cancellationToken);

    public virtual Task<GetExecutionHistoryResponse> GetExecutionHistoryAsync(GetExecutionHistoryRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("GetExecutionHistory", request, StepFunctionsJson.Default.GetExecutionHistoryRequest, StepFunctionsJson.Default.GetExecutionHistoryResponse, cancellationToken);

    public virtual Task<ListActivitiesResponse> ListActivitiesAsync(ListActivitiesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ListActivities", request, StepFunctionsJson.Default.ListActivitiesRequest, StepFunctionsJson.Default.ListActivitiesResponse, cancellationToken);

    public virtual Task<ListExecutionsResponse> ListExecutionsAsync(ListExecutionsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ListExecutions", request, StepFunctionsJson.Default.ListExecutionsRequest, StepFunctionsJson.Default.ListExecutionsResponse, cancellationToken);

    public virtual Task<SendTaskFailureResponse> SendTaskFailureAsync(SendTaskFailureRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("SendTaskFailure", request, StepFunctionsJson.Default.SendTaskFailureRequest, StepFunctionsJson.Default.SendTaskFailureResponse, cancellationToken);

    public virtual Task<SendTaskHeartbeatResponse> SendTaskHeartbeatAsync(SendTaskHeartbeatRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("SendTaskHeartbeat", request, StepFunctionsJson.Default.SendTaskHeartbeatRequest, StepFunctionsJson.Default.SendTaskHeartbeatResponse, cancellationToken);

    public virtual Task<SendTaskSuccessResponse> SendTaskSuccessAsync(SendTaskSuccessRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("SendTaskSuccess", request, StepFunctionsJson.Default.SendTaskSuccessRequest, StepFunctionsJson.Default.SendTaskSuccessResponse, cancellationToken);

    public virtual Task<StartExecutionResponse> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("StartExecution", request, StepFunctionsJson.Default.StartExecutionRequest, StepFunctionsJson.Default.StartExecutionResponse, cancellationToken);

    public virtual Task<StartSyncExecutionResponse> StartSyncExecutionAsync(StartSyncExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("StartSyncExecution", request, StepFunctionsJson.Default.StartSyncExecutionRequest, StepFunctionsJson.Default.StartSyncExecutionResponse, cancellationToken, "sync-");

    public virtual Task<StopExecutionResponse> StopExecutionAsync(StopExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("StopExecution", request, StepFunctionsJson.Default.StopExecutionRequest, StepFunctionsJson.Default.StopExecutionResponse, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => ServicePipeline.Customize(pipeline);

    private Task<TResponse> CallAsync<TRequest, TResponse>(
        string operation,
        TRequest request,
        JsonTypeInfo<TRequest> requestJson,
        JsonTypeInfo<TResponse> responseJson,
        CancellationToken cancellationToken, string hostPrefix = null)
        where TRequest : AmazonStepFunctionsRequest
        where TResponse : AmazonWebServiceResponse, new()
    {
        var call = new JsonOperation<TRequest, TResponse>(
            AmazonStepFunctionsConfig.Service, "AWSStepFunctions." + operation, requestJson, responseJson, StepFunctionsErrors.ToException, hostPrefix);

        return InvokeAsync<TResponse>(request, new InvokeOptions { RequestMarshaller = call, ResponseUnmarshaller = call }, cancellationToken);
    }
}
