using System.Text.Json;

namespace TasksService.StatesLanguage;

/// <summary>
/// An event as <see href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">GetExecutionHistory</see> tells it.
/// </summary>
/// <param name="DetailsName">The details' member, such as <c>stateEnteredEventDetails</c>; <see langword="null"/> when the type has none.</param>
/// <param name="Details">The details as the service words them: inputs and outputs are JSON texts in strings.</param>
public sealed record HistoryEvent(long Id, long PreviousEventId, DateTimeOffset Timestamp, string Type, string? DetailsName, Json? Details)
{
    private static readonly string[] ExecutionData = ["input", "inputDetails", "output", "outputDetails", "parameters", "assignedVariables", "assignedVariablesDetails"];

    /// <summary>Writes the event as a member of the API's <c>events</c>.</summary>
    /// <param name="includeExecutionData">Off, inputs and outputs are left out, as the API's parameter of that name asks.</param>
    public void WriteTo(Utf8JsonWriter writer, bool includeExecutionData = true)
    {
        writer.WriteStartObject();
        writer.WriteNumber("timestamp", Timestamp.ToUnixTimeMilliseconds() / 1000m);
        writer.WriteString("type", Type);
        writer.WriteNumber("id", Id);
        writer.WriteNumber("previousEventId", PreviousEventId);
        if (DetailsName is not null && Details is not null)
        {
            writer.WriteStartObject(DetailsName);
            for (var i = 0; i < Details.Count; i++)
            {
                if (includeExecutionData || !ExecutionData.Contains(Details.Names[i]))
                {
                    writer.WritePropertyName(Details.Names[i]);
                    Details[i].WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
