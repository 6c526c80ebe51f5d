using System.Text.Json;

namespace Cluster.Ingestion.Files;

/// <summary>What a row would change, for a look before it does: field by field, as it is and as it would be.</summary>
public sealed record ChangeSample(int? Line, string? Key, IReadOnlyDictionary<string, FieldChange> Fields)
{
    /// <summary>Enough to see what kind of changes a file makes; the counts are of all.</summary>
    public const int CountMax = 20;

    internal static ChangeSample Of(RowResult row, string before, string after)
    {
        using var then = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        return new ChangeSample(row.Line, row.Key, now.RootElement.EnumerateObject()
            .Select(p => (p.Name, Before: then.RootElement.TryGetProperty(p.Name, out var value) ? value : default, After: p.Value))
            .Where(p => p.Before.ValueKind == JsonValueKind.Undefined || !JsonElement.DeepEquals(p.Before, p.After))
            .ToDictionary(p => p.Name, p => new FieldChange(p.Before.ValueKind == JsonValueKind.Undefined ? null : p.Before.Clone(), p.After.Clone())));
    }
}

public sealed record FieldChange(JsonElement? Before, JsonElement? After);
