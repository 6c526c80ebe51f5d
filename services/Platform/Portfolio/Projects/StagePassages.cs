using Cluster.Ingestion;
using Npgsql;

namespace Cluster.Portfolio.Projects;

/// <summary>When a project came to each stage (阶段履历); what a past day is counted from.</summary>
internal sealed class StagePassage
{
    public required string Project { get; init; }

    public required DateOnly Since { get; init; }

    public required ProjectStage Stage { get; init; }
}

internal static class StagePassages
{
    /// <summary>
    /// What was said before of days from then on was wrong. Both in one statement, which sees the table as it was: the day itself is overwritten.
    /// </summary>
    private const string KeepSql = """
        with said as (select * from unnest($1, $2, $3) as x (project, since, stage)),
        withdrawn as (delete from project_stages p using said where p.project = said.project and p.since > said.since)
        insert into project_stages (project, since, stage) select project, since, stage from said
        on conflict (project, since) do update set stage = excluded.stage
        """;

    public static async Task Keep(IReadOnlyList<Change<Project>> changes, DateOnly today, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var moved = changes.Where(c => c.Before is null || c.Before.Stage != c.After.Stage || c.Before.StageSince != c.After.StageSince)
            .Select(c => c.After).ToList();
        if (moved.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(KeepSql, connection)
        {
            Parameters =
            {
                new() { Value = moved.ConvertAll(p => p.Key).ToArray() },
                new() { Value = moved.ConvertAll(p => p.StageSince ?? today).ToArray() },
                new() { Value = moved.ConvertAll(p => StageGates.Codes.Write(p.Stage)).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
