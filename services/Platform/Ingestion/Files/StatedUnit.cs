using System.Text.Json;

namespace Cluster.Ingestion.Files;

/// <summary>The unit that a file states once, above its table (单位:亿元) or behind the heading of the figures, for rows that say it in a field.</summary>
internal sealed record StatedUnit(UnitField Field, string Unit)
{
    /// <summary>What a heading says is nearer than what stands above the table; of several nothing follows.</summary>
    public static StatedUnit? Of(RowFields fields, IReadOnlyList<string> headings, IReadOnlyList<string> above) =>
        fields.All.OfType<UnitField>().FirstOrDefault() is { } field
        && (headings.Count > 0 ? headings : above).Distinct().ToList() is [var unit] ? new StatedUnit(field, unit) : null;

    /// <summary>Writes it where the row leaves its own unit blank; a row that says another one contradicts its file, and neither is believed.</summary>
    public Fault? Write(Utf8JsonWriter json, Cell own)
    {
        if (!CellReading.IsGiven(own))
        {
            json.WriteString(Field.Name, Unit);
            return null;
        }

        return Units.Factor(own.Text, Unit) == 1m
            ? null
            : Fault.Of(Field.Name, FileRefusals.UnitContradictsFile, Field.Zh, own.Text, Unit, Field.En).Allowing([Unit]);
    }
}
