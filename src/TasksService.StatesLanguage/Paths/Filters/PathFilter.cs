namespace TasksService.StatesLanguage;

/// <summary>The condition of a filter, <c>[?(@.price &lt; 10 &amp;&amp; @.tag)]</c>.</summary>
internal abstract class PathFilter
{
    public abstract bool Holds(Json item, PathWalk walk);
}
