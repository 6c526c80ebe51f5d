using System.Globalization;
using Cluster.Ingestion;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Portfolio.Evidence;

/// <summary>What evidence belongs to, by its purpose: a stage, a month, or something that the project has.</summary>
internal static class Belonging
{
    private sealed record Place(string? Table, string Zh, string En);

    private static readonly Dictionary<EvidencePurpose, Place> Places = new()
    {
        [EvidencePurpose.StageGate] = new(null, "阶段代码", "the code of a stage"),
        [EvidencePurpose.ProgressPhoto] = new(null, "月份，如 2025-09，可不填", "a month, such as 2025-09, or nothing"),
        [EvidencePurpose.Permit] = new("project_permits", "本项目手续的键", "the key of a permit of this project"),
        [EvidencePurpose.Milestone] = new("project_milestones", "本项目节点的键", "the key of a milestone of this project"),
        [EvidencePurpose.Problem] = new("project_problems", "本项目问题的键", "the key of a problem of this project"),
    };

    /// <returns>As it is stored.</returns>
    /// <exception cref="RefusedException">There is no such thing.</exception>
    public static async Task<string?> Find(
        EvidencePurpose purpose, string? given, string project, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var place = Places[purpose];
        var found = (purpose, given) switch
        {
            (EvidencePurpose.StageGate, { } stage) => StageGates.Codes.TryParse(stage, out var known) ? StageGates.Codes.Write(known) : null,
            (EvidencePurpose.ProgressPhoto, { } month) =>
                DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? month : null,
            (_, { } key) => await Exists(place.Table!, key, project, connection, cancellation) ? key : null,
            _ => null,
        };
        if (found is not null || (given is null && purpose == EvidencePurpose.ProgressPhoto))
        {
            return found;
        }

        var word = FiledEvidence.Purposes.WordOf(purpose);
        throw RequestForm.Refuse(Fault.Of(
            "belongsTo", EvidenceRefusals.NothingThere, word.Zh, Refusal.Repeat(given ?? ""), place.Zh, word.Code, place.En)
            .Allowing(purpose == EvidencePurpose.StageGate ? StageGates.Codes.All : [place.En]));
    }

    private static async Task<bool> Exists(string table, string key, string project, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select exists (select from {table} where key = $1 and project = $2)", connection)
        {
            Parameters = { new() { Value = key.Contains('\0') ? "" : key }, new() { Value = project } },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
