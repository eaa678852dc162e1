using System.Text.Json;

namespace Amazon.Lambda.APIGatewayEvents;

/// <summary>What a REST API's authorizer found: a Lambda authorizer's own keys, or a Cognito pool's claims.</summary>
public class APIGatewayCustomAuthorizerContext : Dictionary<string, object>
{
    public Dictionary<string, string> Claims =>
        TryGetValue("claims", out var claims) && claims is JsonElement { ValueKind: JsonValueKind.Object } json
            ? json.EnumerateObject().ToDictionary(claim => claim.Name, claim => claim.Value.ToString())
            : [];
}
