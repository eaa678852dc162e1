using TasksService.StatesLanguage;

namespace TasksService.StatesServer;

/// <summary>A page of results.</summary>
internal static class Page
{
    /// <param name="found">One more than the page holds, if there are more.</param>
    public static Json Of<T>(string member, List<T> found, int size, Func<T, string> tokenAfter, Func<T, Json> show)
    {
        var results = Json.Of(found.Take(size).Select(show));
        return found.Count > size
            ? Json.ObjectOf((member, results), ("nextToken", Json.Of(tokenAfter(found[size - 1]))))
            : Json.ObjectOf((member, results));
    }
}
