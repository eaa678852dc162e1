using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;

namespace TasksService.Lambda.Api;

/// <summary>What API Gateway calls the function with, and what it takes for an answer.</summary>
[JsonSerializable(typeof(APIGatewayProxyRequest))]
[JsonSerializable(typeof(APIGatewayProxyResponse))]
public sealed partial class GatewayJson : JsonSerializerContext;
