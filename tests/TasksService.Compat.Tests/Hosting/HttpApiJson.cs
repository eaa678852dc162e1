using System.Text.Json.Serialization;
using Amazon.Lambda.APIGatewayEvents;

namespace TasksService.Compat.Tests.Hosting;

[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
public sealed partial class HttpApiJson : JsonSerializerContext;
