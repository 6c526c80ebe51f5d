using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Matters;

/// <summary>What was decided and how far it has come (议定事项台账), on a day.</summary>
public sealed record TrackedResolutions(DateOnly AsOf, int Open, int Overdue, int Done, IReadOnlyList<TrackedResolution> Items);

/// <param name="Id">2026-001, or cooperation/mayors-8-1.</param>
/// <param name="Origin">city or between-cities.</param>
/// <param name="Meeting">The key of the joint conference, or the series and number of the meeting between cities.</param>
/// <param name="State">open, overdue or done; a resolution between cities is done when 100 % is reported.</param>
/// <param name="DaysOverdue">0 as long as its last day is not past.</param>
/// <param name="QuartersMissing">Ended quarters since its decision on which its lead has said nothing.</param>
public sealed record TrackedResolution(
    string Id, string Origin, string Meeting, string Title, string Text, string Lead, DateOnly DecidedOn, DateOnly Due, string State, int DaysOverdue,
    decimal? ProgressPercent, Quarter? ReportedFor, string? Words, IReadOnlyList<Quarter> QuartersMissing);

internal static class GetResolutions
{
    private const string Open = "open";
    private const string Overdue = "overdue";
    private const string Done = "done";

    /// <summary>$1 is the day, $2 its end.</summary>
    private const string Sql = """
        select m.number, 'city', s.conference, m.title, s.decision, s.lead, s.decided_on, s.due, s.state = 'done'
        from matters m
        join lateral (select * from matter_steps s where s.number = m.number and s.at < $2 order by s.version desc limit 1) s on true
        where s.decided_on is not null
        union all
        select key, 'between-cities', series || ' ' || number, title, text, lead, adopted_on, due, false from cooperation_resolutions where adopted_on <= $1
        order by 8, 1
        """;

    private const string ReportsSql = "select resolution, period, progress_percent, words from resolution_reports order by resolution, period";

    public static void MapGetResolutions(this RouteGroupBuilder api) =>
        api.MapGet("resolutions", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, DateOnly? asOf, string? lead, CancellationToken cancellation) =>
        {
            var day = asOf ?? time.Today();
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var names = await OrganisationNames.Read(connection, cancellation);
            var found = await Read(connection, names, day, cancellation);
            var wanted = context.User.SeesOnly() ?? (lead is null ? null : names.Resolve(lead));
            var seen = found.FindAll(r => wanted is null || r.Lead == wanted);
            return new TrackedResolutions(
                day, seen.Count(r => r.State == Open), seen.Count(r => r.State == Overdue), seen.Count(r => r.State == Done), seen);
        }).WithSummary("议定事项台账，可查任一天 What was decided and how far it has come, on any day");

    private static async Task<List<TrackedResolution>> Read(
        NpgsqlConnection connection, OrganisationNames names, DateOnly day, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(ReportsSql),
                new(Sql) { Parameters = { new() { Value = day }, new() { Value = day.EndsAt().ToUniversalTime() } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var reports = new List<(string Resolution, Quarter Period, decimal Percent, string Words)>();
        while (await reader.ReadAsync(cancellation))
        {
            reports.Add((reader.GetString(0), Quarter.Parse(reader.GetString(1)), reader.GetDecimal(2), reader.GetString(3)));
        }

        var byResolution = reports.Where(r => r.Period.FirstDay <= day).ToLookup(r => r.Resolution);
        await reader.NextResultAsync(cancellation);
        var found = new List<TrackedResolution>();
        while (await reader.ReadAsync(cancellation))
        {
            var (id, decidedOn, due) = (reader.GetString(0), reader.GetFieldValue<DateOnly>(6), reader.GetFieldValue<DateOnly>(7));
            var said = byResolution[id].ToList();
            var isCity = reader.GetString(1) == "city";
            var isDone = reader.GetBoolean(8) || (!isCity && said.Exists(r => r.Percent == 100));
            found.Add(new TrackedResolution(
                id, reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetText(4)!, names.Resolve(reader.GetString(5)), decidedOn, due,
                isDone ? Done : due < day ? Overdue : Open, isDone ? 0 : Math.Max(0, day.DayNumber - due.DayNumber),
                said.Count == 0 ? null : said[^1].Percent, said.Count == 0 ? null : said[^1].Period, said.Count == 0 ? null : said[^1].Words,
                isDone ? [] : [.. Owed(decidedOn, day).Except(said.Select(r => r.Period))]));
        }

        return found;
    }

    /// <summary>From the quarter of the decision on, each that has ended.</summary>
    private static IEnumerable<Quarter> Owed(DateOnly decidedOn, DateOnly day)
    {
        for (var quarter = Quarter.Of(decidedOn); quarter.LastDay < day; quarter = Quarter.Of(quarter.LastDay.AddDays(1)))
        {
            yield return quarter;
        }
    }
}
