using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Contracts;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion;

/// <summary>A national project code (投资项目统一代码) of either format; a refusal says which of the checks failed.</summary>
public sealed record ProjectCodeField(string Name, string Zh, string En) : ValueField<ProjectCode>(Name, Zh, En)
{
    private static readonly Dictionary<ProjectCodeFault, Refusal> Refusals = new()
    {
        [ProjectCodeFault.Shape] = IngestionRefusals.ProjectCodeShape,
        [ProjectCodeFault.Month] = IngestionRefusals.ProjectCodeMonth,
        [ProjectCodeFault.Region] = IngestionRefusals.ProjectCodeRegion,
        [ProjectCodeFault.Industry] = IngestionRefusals.ProjectCodeIndustry,
    };

    private readonly TextField _text = new(Name, Zh, En, MaxLength: 40);

    internal override (ProjectCode? Value, Fault? Fault) Read(JsonElement json)
    {
        var (text, fault) = _text.Read(json, NormalizationForm.FormKC);
        if (text is null)
        {
            return (null, fault);
        }

        return ProjectCode.Read(text, out var code) is { } failed
            ? (null, Fault.Of(Name, Refusals[failed], Zh, En))
            : (code, null);
    }

    internal override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = @"^\d{4}-\d{6}-\d{2}-\d{2}-\d{5,6}$" };
}
