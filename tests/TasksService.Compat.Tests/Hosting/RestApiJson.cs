using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;

namespace TasksService.Compat.Tests.Hosting;

[JsonSerializable(typeof(APIGatewayProxyRequest))]
[JsonSerializable(typeof(APIGatewayProxyResponse))]
public sealed partial class RestApiJson : JsonSerializerContext;
