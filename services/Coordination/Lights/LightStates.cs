namespace Cluster.Coordination.Lights;

/// <summary>Where a project stands on a day, as far as it decides whether it is judged.</summary>
internal static class LightStates
{
    public static LightState On(LightFacts facts, DateOnly day) =>
        facts.Passages.Where(p => p.Since <= day).OrderBy(p => p.Since).ThenBy(p => p.Standing).LastOrDefault()?.Standing switch
        {
            Standing.Done => LightState.Done,
            Standing.Suspended => LightState.Suspended,
            _ => facts.Subject == LightSubject.Project && OwesSince(facts, day) is null ? LightState.NotStarted : LightState.Judged,
        };

    /// <summary>
    /// The month from which on a project owes figures: that of its start, or of the planned one where it passed without. Otherwise one that never
    /// starts would never be behind. Null before.
    /// </summary>
    public static DateOnly? OwesSince(LightFacts facts, DateOnly day)
    {
        DateOnly?[] months =
        [
            facts.StartedOn <= day ? Months.Of(facts.StartedOn.Value) : null,
            facts.PlannedStart is { } planned && Months.Of(planned) < Months.Of(day) ? Months.Of(planned) : null,
        ];
        return months.Min();
    }
}
