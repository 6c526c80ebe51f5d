using System.Globalization;
using Cluster.Contracts.Portfolio;
using Npgsql;

namespace Cluster.Portfolio.Projects;

/// <summary>When a project came to a stage (阶段履历), as a past day is counted from it.</summary>
internal sealed class StagePassage
{
    public required string Project { get; init; }

    public required DateOnly Since { get; init; }

    public required ProjectStage Stage { get; init; }
}

/// <summary>
/// The passages of a project. They stand in its row, each written <c>2025-04-01 started</c>, and so in each of its events: whoever hears only
/// the last of them has them all.
/// </summary>
internal static class StagePassages
{
    private const string Day = "yyyy-MM-dd";

    private const string KeepSql = """
        with gone as (delete from project_stages where project = any($1) and not (project, since) in (select * from unnest($2, $3)))
        insert into project_stages (project, since, stage) select * from unnest($2, $3, $4)
        on conflict (project, since) do update set stage = excluded.stage
        """;

    /// <summary>A stage that goes on keeps its day unless the row gives another; what was said of days from then on was wrong.</summary>
    /// <param name="said">The day of the stage; null where the row does not say it.</param>
    public static string[] After(string[] before, ProjectStage stage, DateOnly? said, DateOnly today)
    {
        var passages = Read(before).ToList();
        var code = StageGates.Codes.Write(stage);
        if (passages is [.., var last] && last.Stage == code)
        {
            if (said is null || said == last.Since)
            {
                return before;
            }

            passages.RemoveAt(passages.Count - 1);
        }

        var since = said ?? today;
        passages.RemoveAll(p => p.Since >= since);
        return [.. passages.Append(new StagePassed(code, since)).Select(p => $"{p.Since:yyyy-MM-dd} {p.Stage}")];
    }

    public static IReadOnlyList<StagePassed> Read(string[] passages) =>
        [.. passages.Select(p => new StagePassed(p[(Day.Length + 1)..], DateOnly.ParseExact(p[..Day.Length], Day, CultureInfo.InvariantCulture)))];

    /// <summary>The passages of these projects are these and no others.</summary>
    public static async Task Keep(
        IReadOnlyList<(string Project, IReadOnlyList<StagePassed> Passages)> projects, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var rows = projects.SelectMany(p => p.Passages.Select(s => (p.Project, s.Since, s.Stage))).ToList();
        await using var command = new NpgsqlCommand(KeepSql, connection)
        {
            Parameters =
            {
                new() { Value = projects.Select(p => p.Project).ToArray() },
                new() { Value = rows.ConvertAll(r => r.Project).ToArray() },
                new() { Value = rows.ConvertAll(r => r.Since).ToArray() },
                new() { Value = rows.ConvertAll(r => r.Stage).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
