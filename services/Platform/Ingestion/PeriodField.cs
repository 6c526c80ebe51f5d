using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Contracts;

namespace Cluster.Ingestion;

/// <summary>A period of any type (期间), written 2025-09-15, 2025-09-D1, 2025-09, 2025Q3, 2025H1 or 2025, or in Chinese.</summary>
public sealed record PeriodField(string Name, string Zh, string En) : ValueField<Period>(Name, Zh, En)
{
    private const string Forms = "2025-09-15、2025-09-D1、2025-09、2025Q3、2025H1、2025";

    internal override (Period? Value, Fault? Fault) Read(JsonElement json) =>
        Period.TryParse(WordOf(json)?.Replace(" ", "", StringComparison.Ordinal), out var period)
            ? (period, null)
            : (null, Fault.Of(Name, IngestionRefusals.BadPeriod, Zh, Forms, En));

    internal override JsonObject Schema() => new()
    {
        ["type"] = "string", ["pattern"] = @"^\d{4}(-\d{2}(-\d{2}|-D[1-3])?|Q[1-4]|H[12])?$",
    };
}
