namespace TasksService.StatesLanguage;

/// <summary>
/// A fault in a definition, as <see href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html">ValidateStateMachineDefinition</see> reports it.
/// </summary>
/// <param name="Severity"><c>ERROR</c> or <c>WARNING</c>.</param>
/// <param name="Code">Such as <c>SCHEMA_VALIDATION_FAILED</c> or <c>MISSING_TRANSITION_TARGET</c>.</param>
/// <param name="Location">Where in the definition, such as <c>/States/Wait/Next</c>; <see langword="null"/> when the text is no JSON object at all.</param>
public sealed record Diagnostic(string Severity, string Code, string Message, string? Location)
{
    public const string SchemaValidationFailed = "SCHEMA_VALIDATION_FAILED";
    public const string MissingTransitionTarget = "MISSING_TRANSITION_TARGET";
    public const string DuplicateStateName = "DUPLICATE_STATE_NAME";

    /// <summary>The definition is valid for Step Functions and uses a feature that this library does not have; the message names it.</summary>
    public const string UnsupportedFeature = "UNSUPPORTED_FEATURE";

    internal static Diagnostic Error(string code, string message, string? location) => new("ERROR", code, message, location);

    /// <returns>The fault as CreateStateMachine words it.</returns>
    public override string ToString() => Location is null ? $"{Code}: {Message}" : $"{Code}: {Message} at {Location}";
}
