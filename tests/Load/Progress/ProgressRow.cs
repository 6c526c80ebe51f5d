using System.Text.Json;
using Cluster.Load.Stack;

namespace Cluster.Load.Progress;

/// <summary>A progress report that a department might have written.</summary>
/// <param name="Quarters">Back from the newest quarter, which is the last of 2025.</param>
internal sealed record ProgressRow(string Task, string Organisation, int Quarters, decimal ProgressPercent)
{
    private const int NewestQuarter = (2025 * 4) + 3;

    public string Period => $"{(NewestQuarter - Quarters) / 4}Q{((NewestQuarter - Quarters) % 4) + 1}";

    public string Path => $"/api/coordination/progress-reports/{Uri.EscapeDataString($"{Task}.{Period}.{Organisation}")}";

    public byte[] Body => JsonBody.Of(WriteTo);

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("task", Task);
        writer.WriteString("organisation", Organisation);
        writer.WriteString("period", Period);
        writer.WriteNumber("progressPercent", ProgressPercent);
        writer.WriteString("state", "in-progress");
        writer.WriteString("words", "按年度计划推进，完成阶段性任务，下一步协调要素保障并落实资金");
        writer.WriteEndObject();
    }
}
