using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Contracts;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion;

/// <summary>A unified social credit code (统一社会信用代码); a refusal says which of the checks failed.</summary>
public sealed record CreditCodeField(string Name, string Zh, string En) : ValueField<CreditCode>(Name, Zh, En)
{
    private static readonly Dictionary<CreditCodeFault, Refusal> Refusals = new()
    {
        [CreditCodeFault.Length] = IngestionRefusals.CreditCodeLength,
        [CreditCodeFault.Alphabet] = IngestionRefusals.CreditCodeAlphabet,
        [CreditCodeFault.OuterCheck] = IngestionRefusals.CreditCodeOuterCheck,
        [CreditCodeFault.InnerCheck] = IngestionRefusals.CreditCodeInnerCheck,
    };

    private readonly TextField _text = new(Name, Zh, En, MaxLength: 40);

    internal override (CreditCode? Value, Fault? Fault) Read(JsonElement json)
    {
        var (text, fault) = _text.Read(json, NormalizationForm.FormKC);
        if (text is null)
        {
            return (null, fault);
        }

        return CreditCode.Read(text, out var code) is { } failed
            ? (null, Fault.Of(Name, Refusals[failed], Zh, En))
            : (code, null);
    }

    internal override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = "^[0-9A-HJ-NPQRTUWXY]{18}$" };
}
