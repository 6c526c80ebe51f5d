using Cluster.Contracts;
using Cluster.Coordination.Figures;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Coordination.Tests.Figures;

public sealed class OtherKindTests
{
    private const MeasureKind Value = MeasureKind.PeriodValue;
    private const MeasureKind InYear = MeasureKind.CumulativeInYear;
    private const MeasureKind SinceStart = MeasureKind.CumulativeSinceStart;
    private const MeasureKind State = MeasureKind.StateAtDate;

    public static TheoryData<MeasureKind, MeasureKind, string, decimal, string, decimal?, string?> Cases => new()
    {
        // cumulative in the year → period value: less the cumulative value before
        { InYear, Value, "2025-03", 60, "InYear 2025-02 25", 35, null },
        { InYear, Value, "2025-03", 60, "Value 2025-01 10, Value 2025-02 15", 35, null },
        { InYear, Value, "2025-03", 60, "InYear 2025-01 10, Value 2025-02 15", 35, null },
        { InYear, Value, "2025-01", 60, "", 60, null },
        { InYear, Value, "2025-03", 60, "Value 2025-01 10", null, "2025-02" },
        { InYear, Value, "2025-03", 60, "Value 2025-02 15", null, "2025-01" },
        { InYear, Value, "2025-01-D2", 9, "Value 2025-01-D1 4", 5, null },
        { InYear, Value, "2025Q2", 9, "Value 2025Q1 4", 5, null },
        { InYear, Value, "2025H2", 9, "Value 2025H1 4", 5, null },
        { InYear, Value, "2025", 9, "Value 2024 4", 9, null },
        { InYear, Value, "2025-01-03", 9, "Value 2025-01-01 4, Value 2025-01-02 1", 4, null },

        // period value → cumulative in the year: all of the year before it
        { Value, InYear, "2025-03", 35, "InYear 2025-02 25", 60, null },
        { Value, InYear, "2025-03", 35, "Value 2025-01 10, Value 2025-02 15", 60, null },
        { Value, InYear, "2025-01", 35, "InYear 2024-12 500", 35, null },
        { Value, InYear, "2025-03", 35, "InYear 2025-01 10", null, "2025-02" },

        // cumulative since the start
        { SinceStart, Value, "2025-01", 120, "SinceStart 2024-12 100", 20, null },
        { SinceStart, Value, "2025-02", 120, "SinceStart 2024-12 100, Value 2025-01 5", 15, null },
        { SinceStart, Value, "2025-02", 120, "Value 2025-01 5", null, "2024-12" },
        { Value, SinceStart, "2025-01", 20, "SinceStart 2024-12 100", 120, null },
        { Value, SinceStart, "2025-03", 20, "SinceStart 2024-12 100, InYear 2025-02 7", 127, null },
        { InYear, SinceStart, "2025-06", 20, "SinceStart 2024-12 100", 120, null },
        { InYear, SinceStart, "2025-06", 20, "SinceStart 2024-11 100", null, "2024-12" },
        { SinceStart, InYear, "2025-06", 120, "SinceStart 2024-12 100", 20, null },

        // a state is no sum
        { State, Value, "2025-03", 5, "State 2025-02 4", null, null },
        { Value, State, "2025-03", 5, "State 2025-02 4", null, null },
        { State, InYear, "2025-01", 5, "", null, null },
        { SinceStart, State, "2025-01", 5, "State 2024-12 4", null, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_value_is_said_in_the_other_kind_where_what_it_takes_is_known(
        MeasureKind given, MeasureKind wanted, string period, decimal value, string known, decimal? expected, string? missing)
    {
        var other = OtherKind.Of(value, Period.Parse(period), given, wanted, Known(known));

        (other.Value, other.Missing?.ToString()).ShouldBe((expected, missing));
    }

    /// <summary>A year's period values, told as cumulative ones and back, are themselves; the same since the start over several years.</summary>
    [Property(MaxTest = 200)]
    public Property Cumulative_and_period_values_tell_the_same(NonEmptyArray<int> amounts)
    {
        var type = (PeriodType)(amounts.Get.Length % 6);
        return Prop.ForAll(Arb.From(Gen.Elements(InYear, SinceStart)), cumulative =>
        {
            var period = Period.Of(new DateOnly(2024, 1, 1), type);
            var (sums, values, sum) = (new Dictionary<(MeasureKind, Period), decimal>(), new Dictionary<(MeasureKind, Period), decimal>(), 0m);
            sums[(SinceStart, period.Previous)] = values[(SinceStart, period.Previous)] = 0; // where the work began
            foreach (var amount in amounts.Get)
            {
                sum = (cumulative == InYear && period.PreviousInYear is null ? 0 : sum) + amount;
                OtherKind.Of(amount, period, Value, cumulative, values).Value.ShouldBe(sum);
                OtherKind.Of(amount, period, Value, cumulative, sums).Value.ShouldBe(sum);
                OtherKind.Of(sum, period, cumulative, Value, sums).Value.ShouldBe(amount);
                OtherKind.Of(sum, period, cumulative, Value, values).Value.ShouldBe(amount);
                (sums[(cumulative, period)], values[(Value, period)]) = (sum, amount);
                period = Period.Of(period.LastDay.AddDays(1), type);
            }
        });
    }

    private static Dictionary<(MeasureKind, Period), decimal> Known(string text) =>
        text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(k => k.Split(' ')).ToDictionary(
            k => (k[0] switch { "Value" => Value, "InYear" => InYear, "SinceStart" => SinceStart, _ => State }, Period.Parse(k[1])),
            k => decimal.Parse(k[2], null));
}
