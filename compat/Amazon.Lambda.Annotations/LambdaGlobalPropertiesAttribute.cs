namespace Amazon.Lambda.Annotations;

[AttributeUsage(AttributeTargets.Assembly)]
public class LambdaGlobalPropertiesAttribute : Attribute
{
    /// <summary>Whether a <c>Main</c> is generated that runs the function named by <c>ANNOTATIONS_HANDLER</c>.</summary>
    public bool GenerateMain { get; set; }

    public string Runtime { get; set; }
}
