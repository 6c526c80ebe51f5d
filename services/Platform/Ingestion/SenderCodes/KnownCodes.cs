using System.Text.Json;

namespace Cluster.Ingestion.SenderCodes;

/// <summary>What the codes of a call stand for, as a row is read with them: its fields see the platform's keys and nothing else.</summary>
internal sealed class KnownCodes
{
    private readonly Dictionary<(string Owner, string System, string Kind, string Code), (string Target, bool IsKey)> _targets = [];

    public bool IsEmpty => _targets.Count == 0;

    /// <param name="isKey">The platform has something else under the code by now.</param>
    public void Add(string owner, string system, string kind, string code, string target, bool isKey) =>
        _targets.Add((owner, system, kind, code), (target, isKey));

    /// <summary>The value as the sender would have written it with the platform's keys; the row notes what was put for what.</summary>
    public JsonElement InPlatformForm(Field field, JsonElement json, Row row) => json.ValueKind switch
    {
        JsonValueKind.String => TargetOf(field, json, row) is { } target ? JsonSerializer.SerializeToElement(target) : json,
        JsonValueKind.Array when json.EnumerateArray().Any(item => Find(field, item, row) is not null) =>
            JsonSerializer.SerializeToElement(json.EnumerateArray().Select(item => InPlatformForm(field, item, row)).ToArray()),
        _ => json,
    };

    private string? TargetOf(Field field, JsonElement json, Row row)
    {
        if (Find(field, json, row) is not var (code, target, isKey))
        {
            return null;
        }

        if (isKey)
        {
            row.Refuse(Fault.Of(field.Name, IngestionRefusals.AmbiguousCode, code, target));
        }

        row.Say(new RowNote(field.Name, "mapped", code, target));
        return target;
    }

    private (string Code, string Target, bool IsKey)? Find(Field field, JsonElement json, Row row) =>
        CodesInCall.CodeIn(json) is { } code
        && _targets.TryGetValue((row.Caller.Organisation, row.Caller.Client, field.RefersTo!.Kind, code), out var known)
            ? (code, known.Target, known.IsKey)
            : null;
}
