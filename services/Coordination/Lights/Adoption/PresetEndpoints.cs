using System.Text.Json;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Lights.Adoption;

/// <summary>The presets that are known, which of them hold, and which were decided to.</summary>
public sealed record PresetList(IReadOnlyList<PresetView> Presets, IReadOnlyList<AdoptionView> Holding, IReadOnlyList<AdoptionView> Adoptions);

/// <param name="Rules">As it is written: what can be sent back, changed and with a new version.</param>
public sealed record PresetView(string Id, int Version, BilingualText Name, string Source, JsonElement Rules);

/// <param name="Number">Null of a published default that nobody had to decide.</param>
/// <param name="Kind">project or task.</param>
public sealed record AdoptionView(long? Number, string Kind, DateOnly? From, string Preset, int Version, string? Reason, string? DecidedBy, DateTimeOffset? DecidedAt)
{
    internal static AdoptionView Of(LightAdoption adoption) => new(
        adoption.Number, adoption.Kind, adoption.FromDay, adoption.Preset, adoption.Version, adoption.Reason, adoption.DecidedBy, adoption.DecidedAt);
}

/// <summary>Where presets are read, tried and adopted.</summary>
internal static class PresetEndpoints
{
    public const string Name = "light-presets";

    public static void MapPresets(this RouteGroupBuilder lights)
    {
        var presets = lights.MapGroup("presets");
        presets.MapGet("", async (NpgsqlDataSource database, TimeProvider time, string? asOf, CancellationToken cancellation) =>
        {
            var day = AsOf.Day(asOf, time);
            await using var connection = await database.OpenAsOf(day, cancellation);
            var adopted = await AdoptedPresets.Read(connection, cancellation);
            return new PresetList(
                [.. adopted.Known().Select(p => new PresetView(p.Id, p.Version, p.Name, p.Source, JsonElement.Parse(adopted.TextOf(p))))],
                [.. SubjectKinds.Codes.All.Select(kind => Holding(adopted, kind, day ?? time.Today()))],
                [.. adopted.All.Reverse().Select(AdoptionView.Of)]);
        }).WithSummary("亮灯方案及其启用情况，可查任一天 The presets, and which of them hold, on any day");
        var office = presets.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.Office).RequireWrite("coordination", Name));
        office.MapTryPreset();
        office.MapAdoptPreset();
    }

    private static AdoptionView Holding(AdoptedPresets adopted, string kind, DateOnly day)
    {
        var preset = adopted.On(kind, day);
        return adopted.Decision(kind, day) is { } decision
            ? AdoptionView.Of(decision)
            : new AdoptionView(Number: null, kind, From: null, preset.Id, preset.Version, Reason: null, DecidedBy: null, DecidedAt: null);
    }
}
