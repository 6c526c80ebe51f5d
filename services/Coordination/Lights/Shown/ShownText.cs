using Cluster.Contracts.Coordination;
using Cluster.Portfolio.Months;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>A computed light in the words in which it is kept and told.</summary>
internal static class ShownText
{
    /// <summary>The light of a subject as a whole (总灯), beside its dimensions.</summary>
    public const string Overall = "overall";

    private static readonly string[] Dated =
        [.. new[] { LightDimension.Start, LightDimension.Entry, LightDimension.Milestone }.Select(LightCodes.Dimensions.Write)];

    /// <summary>The overall light, then the dimensions by their names.</summary>
    public static IEnumerable<string> InOrder(IEnumerable<string> dimensions) =>
        dimensions.OrderByDescending(d => d == Overall).ThenBy(d => d, StringComparer.Ordinal);

    /// <summary>Every light of a subject on a day, the overall one first.</summary>
    public static IReadOnlyDictionary<string, LightShown> Of(SubjectLight light, Preset preset)
    {
        var shown = light.Dimensions.ToDictionary(d => LightCodes.Dimensions.Write(d.Dimension), d => Of(d, preset, light.On));
        var state = LightCodes.States.Write(light.State);
        var worst = light.Worst is { } dimension ? LightCodes.Dimensions.Write(dimension) : null;
        shown[Overall] = worst is null
            ? Outside(light, state)
            : shown[worst] with { State = state, Worst = worst, HasBreach = light.HasBreach };
        return shown;
    }

    /// <summary>
    /// Whether two are one light. Days late and running months grow by themselves and make no other light; the figures of another month do. Since when it is shown is not
    /// of the light itself.
    /// </summary>
    public static bool IsSame(LightShown? one, LightShown? other, string dimension) =>
        one is null || other is null ? one is null && other is null : Lasting(one, dimension) == Lasting(other, dimension);

    private static LightShown Lasting(LightShown light, string dimension)
    {
        var lasting = light with { Since = default, Run = 0, Zh = "", En = "" };
        return Dated.Contains(light.Worst ?? dimension) ? lasting with { AsOf = null, Value = null } : lasting;
    }

    private static LightShown Of(DimensionLight light, Preset preset, DateOnly day)
    {
        var (reading, inputs) = (light.Reading, light.Reading.Inputs);
        var sentence = LightSentence.Of(light, preset.Rules.First(r => r.Id == light.Rule));
        return new LightShown(
            LightCodes.Lights.Write(light.Light), State: null, Worst: null, light.IsBreach, LightCodes.Lights.Write(light.Raw),
            LightCodes.Lights.Write(light.Escalated), LightCodes.Reasons.Write(light.Reason), LightCodes.Reasons.Write(reading.Reason), light.Preset,
            light.Rule, light.Version, Since: day, light.Run, light.HeldUntil, reading.AsOf, Plain(inputs.Value), Plain(inputs.Actual), Plain(inputs.Expected),
            inputs.Schedule is { } form ? Schedule.Forms.Write(form) : null, inputs.DueOn, inputs.HappenedOn, inputs.Subject, inputs.Slips, sentence.Zh,
            sentence.En);
    }

    private static LightShown Outside(SubjectLight light, string state)
    {
        var words = light.State switch
        {
            LightState.NotStarted => new BilingualText("未开工,计划开工月未过", "not started, and the planned month has not passed"),
            LightState.Suspended => new("停缓建,不计入统计", "suspended or deferred, outside the statistics"),
            LightState.Done => new("已完成,不计入统计", "done, outside the statistics"),
            _ => new BilingualText("无可评:规则尚无要求", "nothing to judge: the rules ask for nothing yet"),
        };
        return new LightShown(
            Light: null, state, Worst: null, HasBreach: false, Raw: null, Escalated: null, Reason: null, RuleReason: null, Preset: null, Rule: null,
            RuleVersion: null, light.On, Run: 0, HeldUntil: null, AsOf: null, Value: null, Actual: null, Expected: null, Schedule: null, DueOn: null,
            HappenedOn: null, Milestone: null, Slips: 0, words.Zh, words.En);
    }

    /// <summary>As far as numbers are compared.</summary>
    private static decimal? Plain(decimal? value) =>
        value is { } some ? Math.Round(some, LightRule.ComparedDecimals, MidpointRounding.AwayFromZero) : null;
}
