using Cluster.Coordination.AnnualPlans;
using Npgsql;

namespace Cluster.Coordination.Evaluations;

/// <summary>One line of a score: what counted, what it came to, and by which event.</summary>
/// <param name="Id">By which an objection names it: item/aggregate@version/day.</param>
/// <param name="Points">With its weight, and doubled where it is.</param>
public sealed record ScoreLine(
    string Id, string Subject, string Item, string Zh, string En, decimal Points, string Aggregate, long Version, DateOnly Day);

/// <summary>What a subject comes to.</summary>
/// <param name="Rank">Equal scores share a rank, and the next one is skipped.</param>
public sealed record ScoreTotal(string Subject, int Rank, decimal Points, IReadOnlyList<ScoreLine> Lines);

/// <summary>Scores computed from what is stored; nobody types them but the points of persons.</summary>
internal static class Scores
{
    private const int Places = 2;

    private const string UnitsSql = $"""
        select organisation, bool_or(leads) from (
            select unnest({StoredItems.ResponsibleSql}) as organisation, true as leads from tasks
            union all
            select lead, false from supervision_orders where signed_at is not null) x
        group by organisation
        """;

    private const string ProjectsSql = "select project, true from project_years where year = $1 and (removed_on is null or removed_on > $2)";

    /// <summary>Every subject, and whether it leads a task.</summary>
    public static async Task<Dictionary<string, bool>> Subjects(
        NpgsqlConnection connection, SheetKind kind, int year, DateOnly asOf, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(kind == SheetKind.Units ? UnitsSql : ProjectsSql, connection);
        if (kind == SheetKind.Projects)
        {
            command.Parameters.Add(new() { Value = year });
            command.Parameters.Add(new() { Value = asOf });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var subjects = new Dictionary<string, bool>();
        while (await reader.ReadAsync(cancellation))
        {
            subjects[reader.GetString(0)] = reader.GetBoolean(1);
        }

        return subjects;
    }

    public static async Task<List<ScoreLine>> Lines(
        NpgsqlConnection connection, ScoreSheet sheet, Dictionary<string, bool> subjects, int year, DateOnly asOf, CancellationToken cancellation)
    {
        var lines = new List<ScoreLine>();
        foreach (var (name, item) in sheet.Read())
        {
            foreach (var finding in await Criteria.Look(connection, item, year, asOf, cancellation))
            {
                var isDoubled = item.Doubled && !subjects.GetValueOrDefault(finding.Subject, true);
                var points = item.Points * finding.Amount * item.WeightOf(finding.Quarter) * (isDoubled ? 2 : 1);
                lines.Add(new ScoreLine(
                    $"{name}/{finding.Aggregate}@{finding.Version}/{finding.Day:yyyy-MM-dd}", finding.Subject, name, item.Zh, item.En, Rounded(points), finding.Aggregate, finding.Version,
                    finding.Day));
            }
        }

        return lines;
    }

    /// <param name="lines">Those that stand; points of persons are among them.</param>
    public static List<ScoreTotal> Totals(ScoreSheet sheet, IEnumerable<string> subjects, IEnumerable<ScoreLine> lines)
    {
        var items = sheet.Read();
        var bySubject = lines.ToLookup(l => l.Subject);
        var totals = subjects.Select(subject => (
            Subject: subject, Points: sheet.StartPoints + bySubject[subject].GroupBy(l => l.Item).Sum(g => Capped(g.Sum(l => l.Points), items[g.Key].Cap))))
            .OrderByDescending(t => t.Points).ThenBy(t => t.Subject, StringComparer.Ordinal);
        var ranked = new List<ScoreTotal>();
        foreach (var (subject, points) in totals)
        {
            var rank = ranked.Count > 0 && ranked[^1].Points == points ? ranked[^1].Rank : ranked.Count + 1;
            ranked.Add(new ScoreTotal(subject, rank, points, [.. bySubject[subject].OrderBy(l => l.Day).ThenBy(l => l.Id, StringComparer.Ordinal)]));
        }

        return ranked;
    }

    private static decimal Capped(decimal points, decimal? cap) => cap is { } most ? Math.Clamp(points, -most, most) : points;

    private static decimal Rounded(decimal points) => Math.Round(points, Places, MidpointRounding.AwayFromZero);
}
