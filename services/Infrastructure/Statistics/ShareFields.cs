using Cluster.Ingestion;

namespace Cluster.Infrastructure.Statistics;

/// <summary>
/// A part of a whole and its share in percent (占比). The share is computed where both amounts are there, and only taken as it is typed where
/// one of them is not; a typed one that says otherwise than the amounts is refused.
/// </summary>
/// <param name="NeedsWhole">Whether the whole is there in any case.</param>
public sealed record ShareFields(DecimalField Part, DecimalField Whole, DecimalField Pct, bool NeedsWhole = false)
{
    public (decimal? Part, decimal? Whole, decimal? Pct) Read(Row row)
    {
        var (part, whole, typed) = (row.Find(Part), NeedsWhole ? row.Get(Whole) : row.Find(Whole), row.Find(Pct));
        if (!row.IsSound)
        {
            return (part, whole, typed);
        }

        if (part > whole)
        {
            row.Refuse(PartOf.Exceeds(Part, part, Whole, whole));
            return (part, whole, typed);
        }

        var computed = Of(part, whole);
        if (computed is not null && typed is not null && computed != typed)
        {
            row.Refuse(Fault.Of(Pct.Name, InfrastructureRefusals.ShareComputed, Pct.Zh, Part.Zh, Whole.Zh, computed, typed, Pct.En).Allowing([$"{computed}"]));
        }

        if ((part is null || whole is null) && typed is null)
        {
            row.Refuse(Fault.Of(Pct.Name, InfrastructureRefusals.ShareWithoutAmounts, Part.Zh, Whole.Zh, Pct.Zh, Pct.En));
        }

        return (part, whole, computed ?? typed);
    }

    /// <summary>To two places, halves away from zero; null of nothing, which has no parts.</summary>
    public static decimal? Of(decimal? part, decimal? whole) =>
        part is { } of && whole > 0 ? Places.Plain(decimal.Round(100m * of / whole.Value, 2, MidpointRounding.AwayFromZero)) : null;
}

/// <summary>A part that is more than what it is part of.</summary>
internal static class PartOf
{
    public static Fault Exceeds(Field part, object? given, Field whole, object? of) =>
        Fault.Of(part.Name, InfrastructureRefusals.PartAboveWhole, part.Zh, given, whole.Zh, of, part.En, whole.En);
}
