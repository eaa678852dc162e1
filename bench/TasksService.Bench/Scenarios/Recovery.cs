namespace TasksService.Bench.Scenarios;

/// <summary>One run with a kill in it.</summary>
/// <param name="DeliveredBefore">Deliveries that the sink had at the kill.</param>
/// <param name="AtOnce">Tasks for which a second call came while one was open.</param>
/// <param name="Repeated">Deliveries beyond the first of a task.</param>
/// <param name="OpenAtKill">Deliveries at the kill whose task was not COMPLETED on disk.</param>
/// <param name="FirstAnswer">Seconds from the restart.</param>
/// <param name="AllCompleted">Seconds from the first answer after the restart until every record was seen to be COMPLETED.</param>
internal sealed record Recovery(
    int DeliveredBefore, int Lost, int Early, int AtOnce, int Repeated, int OpenAtKill, double FirstAnswer, double AllCompleted)
{
    public override string ToString() =>
        $"delivered before the kill {DeliveredBefore,4}, lost {Lost}, early {Early}, at once {AtOnce}, repeated {Repeated} of {OpenAtKill} open, "
        + $"first answer {FirstAnswer.Show("0.00")} s, all COMPLETED {AllCompleted.Show("0.00")} s";
}
