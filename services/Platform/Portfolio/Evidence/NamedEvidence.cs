using Cluster.Ingestion;
using Cluster.Portfolio.Projects;
using Npgsql;

namespace Cluster.Portfolio.Evidence;

/// <summary>
/// The files that rows of projects name as evidence (佐证) of their stage. Most name the number of a paper that lies elsewhere; a text in the form
/// of a file's key can only be that of a file, and where there is none it shows nothing.
/// </summary>
internal sealed class NamedEvidence
{
    private const string FindSql = "select project, key from evidence where key = any($1) and withdrawn_at is null";

    private readonly HashSet<(string Project, Guid Key)> _filed = [];

    private NamedEvidence()
    {
    }

    public static async Task<NamedEvidence> Find(IEnumerable<Project> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var keys = rows.Select(r => KeyIn(r.StageEvidence)).OfType<Guid>().Distinct().ToArray();
        var found = new NamedEvidence();
        if (keys.Length == 0)
        {
            return found;
        }

        await using var command = new NpgsqlCommand(FindSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found._filed.Add((reader.GetString(0), reader.GetGuid(1)));
        }

        return found;
    }

    public RowNote? DoubtOf(Project row) =>
        KeyIn(row.StageEvidence) is { } key && !(row.Stored is { } stored && _filed.Contains((stored.Key, key)))
            ? RowNote.Doubt(Fault.Of("stageEvidence", PortfolioRefusals.EvidenceNotFiled, $"{key:D}"), $"{key:D}")
            : null;

    private static Guid? KeyIn(string? text) => Guid.TryParseExact(text, "D", out var key) ? key : null;
}
