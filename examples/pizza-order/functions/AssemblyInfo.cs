using Amazon.Lambda.Annotations;
using Amazon.Lambda.Serialization.SystemTextJson;
using PizzaOrder;

[assembly: LambdaGlobalProperties(GenerateMain = true, Runtime = "provided.al2023")]
[assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<PizzaJson>))]
