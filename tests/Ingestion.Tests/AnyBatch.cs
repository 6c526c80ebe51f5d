using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Cluster.Ingestion.Tests;

/// <summary>What a row of a generated batch says.</summary>
public enum Says
{
    TenKm,
    TwelveKm,
    TenKmAndMore,
    NegativeLength,
    NoKey,
    NoObject,
}

/// <param name="Slot">Which of a few keys, so that rows meet; the last two are another department's.</param>
public sealed record AnyRow(int Slot, Says Says)
{
    public const int Slots = 7;
    public const int OwnSlots = 5;

    public bool HasKey => Says is not (Says.NoKey or Says.NoObject);

    public bool IsValid => HasKey && Says != Says.NegativeLength;

    public decimal LengthKm => Says == Says.TwelveKm ? 12 : 10;

    public JsonNode? Json(Department ours, Department others)
    {
        var row = (Slot < OwnSlots ? ours : others).Road(Slot, Says == Says.NegativeLength ? -1 : LengthKm);
        switch (Says)
        {
            case Says.TenKmAndMore:
                row["lenghtKm"] = 12;
                break;
            case Says.NoKey:
                row.Remove("key");
                break;
            case Says.NoObject:
                return null;
        }

        return row;
    }
}

public sealed record AnyBatch(bool Atomic, AnyRow[] Rows)
{
    public static Arbitrary<AnyRow> AnyRows() => Arb.From(
        from slot in Gen.Choose(0, AnyRow.Slots - 1)
        from says in Gen.Frequency((6, Gen.Elements(Says.TenKm, Says.TwelveKm, Says.TenKmAndMore)), (1, Gen.Elements(Says.NegativeLength, Says.NoKey, Says.NoObject)))
        select new AnyRow(slot, says));

    /// <summary>Short batches, so that some are free of faults and of duplicates; shrinks by leaving rows out.</summary>
    public static Arbitrary<AnyBatch> AnyBatches() => Arb.From(
        from atomic in Gen.Elements(true, false)
        from count in Gen.Choose(1, 6)
        from rows in AnyRows().Generator.ArrayOf(count)
        select new AnyBatch(atomic, rows),
        batch => batch.Rows.Length < 2 ? [] : batch.Rows.Select((_, i) => batch with { Rows = [.. batch.Rows.Where((_, j) => j != i)] }));

    public override string ToString() => $"{(Atomic ? "atomic " : "")}[{string.Join(", ", Rows.Select(r => $"{r.Slot}:{r.Says}"))}]";
}

/// <summary>What the rules of a batch say must come of it: the service's answers and tables are held against it.</summary>
public sealed class BatchModel
{
    private readonly decimal?[] _lengths = new decimal?[AnyRow.OwnSlots];

    public IReadOnlyList<decimal?> Lengths => _lengths;

    public int Changes { get; private set; }

    public string[] Take(AnyBatch batch)
    {
        var outcomes = batch.Rows.Select(row => OutcomeOf(row, batch.Rows)).ToArray();
        if (batch.Atomic && outcomes.Contains("rejected"))
        {
            return [.. outcomes.Select(_ => "rejected")];
        }

        foreach (var (row, outcome) in batch.Rows.Zip(outcomes).Where(r => r.Second is "created" or "updated"))
        {
            _lengths[row.Slot] = row.LengthKm;
            Changes++;
        }

        return outcomes;
    }

    private string OutcomeOf(AnyRow row, AnyRow[] batch) =>
        !row.IsValid || row.Slot >= AnyRow.OwnSlots || batch.Count(r => r.HasKey && r.Slot == row.Slot) > 1 ? "rejected"
        : _lengths[row.Slot] is not { } stored ? "created"
        : stored == row.LengthKm ? "unchanged" : "updated";
}
