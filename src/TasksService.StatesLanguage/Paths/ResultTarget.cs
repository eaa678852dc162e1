namespace TasksService.StatesLanguage;

/// <summary>A ResultPath: where in the input a result is put.</summary>
internal sealed class ResultTarget(string text, JsonPath path)
{
    public static ResultTarget Root { get; } = new("$", JsonPath.Root);

    /// <exception cref="ErrorException">What is there is not an object or array that could hold it.</exception>
    public Json Put(Json input, Json result) => path.IsRoot ? result : Put(input, result, input, 0);

    private Json Put(Json value, Json result, Json input, int depth)
    {
        if (depth == path.Segments.Count)
        {
            return result;
        }

        if (path.Segments[depth] is MemberSegment member)
        {
            if (!value.IsObject)
            {
                throw Unfit(input);
            }

            return value.With(member.Name, Put(value[member.Name] ?? Json.EmptyObject, result, input, depth + 1));
        }

        var index = ((IndexSegment)path.Segments[depth]).Index;
        return value.IsArray && index < value.Count
            ? value.WithItem(index, Put(value[index], result, input, depth + 1))
            : throw Unfit(input);
    }

    private ErrorException Unfit(Json input) => new(
        ErrorName.ResultPathMatchFailure, $"Unable to apply ReferencePath {text} to input {input}");
}
