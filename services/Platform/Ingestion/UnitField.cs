using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cluster.Ingestion;

/// <summary>
/// The unit (计量单位) of a row's figure. A known one is read into its usual spelling, another stays as it is for the resource to judge. A file
/// that states its unit once, above the table or in a heading, states it for every row that leaves it blank.
/// </summary>
public sealed record UnitField(string Name, string Zh, string En) : ReferenceField<string>(Name, Zh, En)
{
    private const int LengthMax = 20;

    private readonly TextField _text = new(Name, Zh, En, LengthMax);

    internal override (string? Value, Fault? Fault) Read(JsonElement json)
    {
        var (text, fault) = _text.Read(json, NormalizationForm.FormC);
        return (text is null ? null : Units.Find(text) ?? text, fault);
    }

    internal override JsonObject Schema() => new() { ["type"] = "string", ["maxLength"] = LengthMax };
}
