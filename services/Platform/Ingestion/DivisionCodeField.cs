using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Contracts;

namespace Cluster.Ingestion;

/// <summary>An administrative division code (行政区划代码), written 150203.</summary>
/// <param name="Of">Which it may be: then its name is read as well. Null where any code of the right shape is taken.</param>
public sealed record DivisionCodeField(string Name, string Zh, string En, Divisions? Of = null) : ValueField<DivisionCode>(Name, Zh, En)
{
    private readonly TextField _text = new(Name, Zh, En, MaxLength: 40);

    internal override IReadOnlyList<CodeWord> Words => Of?.Words ?? [];

    internal override (DivisionCode? Value, Fault? Fault) Read(JsonElement json)
    {
        var (text, fault) = _text.Read(json, NormalizationForm.FormKC);
        if (text is null)
        {
            return (null, fault);
        }

        if (Of is not null)
        {
            return Of.Find(text) is { } listed ? (listed, null) : (null, Of.Refuse(this, text));
        }

        return DivisionCode.TryParse(text, out var code)
            ? (code, null)
            : (null, Fault.Of(Name, IngestionRefusals.BadDivisionCode, Zh, En));
    }

    internal override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^[1-8]\\d{5}$" };
}
