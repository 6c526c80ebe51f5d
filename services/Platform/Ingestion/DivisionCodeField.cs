using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Contracts;

namespace Cluster.Ingestion;

/// <summary>An administrative division code (行政区划代码), written 150203.</summary>
public sealed record DivisionCodeField(string Name, string Zh, string En) : ValueField<DivisionCode>(Name, Zh, En)
{
    private readonly TextField _text = new(Name, Zh, En, MaxLength: 40);

    internal override (DivisionCode? Value, Fault? Fault) Read(JsonElement json)
    {
        var (text, fault) = _text.Read(json, NormalizationForm.FormKC);
        if (text is null)
        {
            return (null, fault);
        }

        return DivisionCode.TryParse(text, out var code)
            ? (code, null)
            : (null, Fault.Of(Name, IngestionRefusals.BadDivisionCode, Zh, En));
    }

    internal override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^[1-8]\\d{5}$" };
}
