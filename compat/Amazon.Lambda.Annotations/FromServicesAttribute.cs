namespace Amazon.Lambda.Annotations;

/// <summary>Marks a parameter that comes from the services of the invocation's scope.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromServicesAttribute : Attribute;
