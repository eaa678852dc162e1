namespace TasksService;

/// <summary>How the outside reaches the service.</summary>
public sealed class CallbackOptions
{
    public const string Key = "PublicUrl";

    /// <summary>The URL that <c>/callbacks</c> is found under, as receivers of callbacks see it; the stage is part of it on AWS.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>What is wrong with these settings, each with its consequence.</summary>
    public IEnumerable<string> Faults()
    {
        if (PublicUrl is not null && (!Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")))
        {
            yield return $"{Key} ({PublicUrl}) must be an absolute http or https URL, or no receiver of a callback could answer.";
        }
    }
}
