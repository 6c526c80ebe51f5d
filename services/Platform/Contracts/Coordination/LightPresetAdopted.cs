using System.Text.Json;

namespace Cluster.Contracts.Coordination;

/// <summary>The office decided by which rules lights are made from a day on (亮灯规则).</summary>
/// <param name="Kind">project or task: what it is for.</param>
/// <param name="From">The first day.</param>
/// <param name="Preset">Its id.</param>
/// <param name="Version">Of the preset; one id and version never say two things.</param>
/// <param name="Rules">The preset as it was written, so that a past day can be computed again.</param>
public sealed record LightPresetAdopted(
    long Number, string Kind, DateOnly From, string Preset, int Version, JsonElement Rules, string Reason, string DecidedBy);
