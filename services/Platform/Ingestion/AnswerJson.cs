using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Ingestion;

/// <summary>How an answer is written; generated code, since every push pays for it.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(OutcomeConverter)])]
[JsonSerializable(typeof(BatchResult))]
[JsonSerializable(typeof(RowResult))]
[JsonSerializable(typeof(IReadOnlyList<Fault>))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(Jobs.JobView))]
[JsonSerializable(typeof(Cluster.ServiceDefaults.BilingualText))]
internal sealed partial class AnswerJsonContext : JsonSerializerContext;

internal static class AnswerJson
{
    public static readonly JsonSerializerOptions Options = new(AnswerJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), TypeInfoResolver = AnswerJsonContext.Default,
    };
}

internal sealed class OutcomeConverter() : JsonStringEnumConverter<Outcome>(JsonNamingPolicy.CamelCase);
