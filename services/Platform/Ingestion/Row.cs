using System.Text;
using System.Text.Json;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;

namespace Cluster.Ingestion;

/// <summary>
/// One row being read. Every faulty field leaves its fault and reads as nothing, so that a row is told all that is wrong with it at once;
/// what was built from a faulty row is thrown away.
/// </summary>
public sealed class Row
{
    private readonly JsonElement _json;
    private readonly string? _routeKey;
    private readonly KnownCodes? _codes;
    private List<RowNote>? _notes;

    internal Row(JsonElement json, Caller caller, string? routeKey, List<Fault>? faults = null, KnownCodes? codes = null) =>
        (_json, Caller, _routeKey, Faults, _codes) = (json, caller, routeKey, faults ?? [], codes);

    public Caller Caller { get; }

    internal List<Fault> Faults { get; }

    /// <summary>What was put for something that the row says otherwise.</summary>
    internal IReadOnlyList<RowNote> Notes => _notes ?? [];

    /// <summary>A field that must be there.</summary>
    public T Get<T>(ReferenceField<T> field)
        where T : class
    {
        Demand(field);
        return Find(field)!;
    }

    /// <inheritdoc cref="Get{T}(ReferenceField{T})"/>
    public T Get<T>(ValueField<T> field)
        where T : struct
    {
        Demand(field);
        return Find(field).GetValueOrDefault();
    }

    /// <summary>A field that may be missing or null.</summary>
    public T? Find<T>(ReferenceField<T> field)
        where T : class
    {
        var (value, fault) = IsGiven(field, out var json) ? field.Read(InPlatformForm(field, json)) : default;
        Note(fault);
        return value;
    }

    /// <inheritdoc cref="Find{T}(ReferenceField{T})"/>
    public T? Find<T>(ValueField<T> field)
        where T : struct
    {
        var (value, fault) = IsGiven(field, out var json) ? field.Read(InPlatformForm(field, json)) : default;
        Note(fault);
        return value;
    }

    /// <summary>The key of the address on a single PUT, otherwise the field.</summary>
    public string GetKey(TextField field)
    {
        if (_routeKey is null || IsGiven(field, out _))
        {
            return Get(field);
        }

        var (key, fault) = field.Read(_routeKey, NormalizationForm.FormC);
        Note(fault);
        return key!;
    }

    /// <summary>As <see cref="GetKey"/>, where a row may leave its key to be made of other fields.</summary>
    public string? FindKey(TextField field) => _routeKey is null && !IsGiven(field, out _) ? null : GetKey(field);

    /// <summary>Nothing is wrong with it so far; rules over several fields only make sense then.</summary>
    public bool IsSound => Faults.Count == 0;

    public void Refuse(Fault fault) => Faults.Add(fault);

    /// <summary>The row stands, and its result tells of it.</summary>
    public void Say(RowNote note)
    {
        if (!Notes.Contains(note)) // a field may be read more than once
        {
            (_notes ??= []).Add(note);
        }
    }

    internal IEnumerable<string> UnknownFields(IReadOnlySet<string> known)
    {
        foreach (var property in _json.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                yield return property.Name;
            }
        }
    }

    private JsonElement InPlatformForm(Field field, JsonElement json) =>
        _codes is null || field.RefersTo is null ? json : _codes.InPlatformForm(field, json, this);

    private void Demand(Field field)
    {
        if (!IsGiven(field, out _) && !Faults.Exists(f => f.Field == field.Name))
        {
            Faults.Add(Fault.Of(field.Name, IngestionRefusals.Required, field.Zh, field.En));
        }
    }

    private void Note(Fault? fault)
    {
        if (fault is not null)
        {
            Faults.Add(fault);
        }
    }

    private bool IsGiven(Field field, out JsonElement json) =>
        _json.TryGetProperty(field.Utf8Name, out json) && json.ValueKind != JsonValueKind.Null;
}
