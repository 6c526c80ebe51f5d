namespace Cluster.Coordination.Lights;

/// <summary>The lights of a project, task or district on a day.</summary>
/// <param name="Overall">The worst of the dimensions; null where the state is outside the statistics.</param>
/// <param name="Worst">The first dimension that has it.</param>
/// <param name="HasBreach">Whether a report is missing in any dimension, whatever the overall light.</param>
public sealed record SubjectLight(
    DateOnly On, LightState State, Light? Overall, LightDimension? Worst, bool HasBreach, IReadOnlyList<DimensionLight> Dimensions)
{
    internal static SubjectLight Of(DateOnly day, LightState state, IReadOnlyList<DimensionLight> dimensions)
    {
        var worst = dimensions.OrderByDescending(d => d.Light).FirstOrDefault();
        return new SubjectLight(
            day, state == LightState.Judged && worst is null ? LightState.NothingOwed : state, worst?.Light, worst?.Dimension,
            dimensions.Any(d => d.IsBreach), dimensions);
    }

    /// <summary>What tells two days apart. Lateness counts on every day; a light is another one when its colour or its reason is.</summary>
    internal bool IsSameAs(SubjectLight other) =>
        State == other.State && Dimensions.Select(d => d.Looks).SequenceEqual(other.Dimensions.Select(d => d.Looks));
}

/// <param name="Raw">What the rule alone says (原始灯).</param>
/// <param name="Escalated">After the run of yellows.</param>
/// <param name="Light">What is shown: the escalated light, or the one that an accepted reason holds it at.</param>
/// <param name="Run">The running monthly yellows or worse, counted up to the one that escalates.</param>
/// <param name="HeldUntil">The last day of the reason that holds it; null where none changes what is shown.</param>
/// <param name="Since">The first day of the unbroken time in which this light was shown.</param>
public sealed record DimensionLight(
    LightDimension Dimension, Light Raw, Light Escalated, Light Light, LightReason Reason, string Preset, string Rule, int Version, DateOnly Since,
    int Run, DateOnly? HeldUntil, Reading Reading)
{
    /// <summary>报送违规: a report is missing. It is said apart from the risk of the project.</summary>
    public bool IsBreach => Raw == Light.Grey;

    internal (LightDimension, Light, Light, Light, LightReason, LightReason) Looks => (Dimension, Raw, Escalated, Light, Reason, Reading.Reason);
}
