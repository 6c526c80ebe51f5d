using Cluster.Coordination.ReadModels;
using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Overview;

/// <summary>What the office sees first: where the tasks stand, who has reported, which targets are met, and how fresh each part is.</summary>
/// <param name="States">Tasks per state; they add up to <paramref name="Tasks"/>.</param>
public sealed record OfficeOverview(
    DateTimeOffset AsOf, int Tasks, IReadOnlyDictionary<string, int> States, IReadOnlyList<ThemeSummary> Themes,
    IReadOnlyList<OrganisationSummary> Organisations, IReadOnlyList<IndicatorSummary> Indicators, IReadOnlyList<Freshness> Freshness);

public sealed record ThemeSummary(string Id, string Title, string TitleEn, int Tasks, IReadOnlyDictionary<string, int> States);

/// <param name="Reported">Of the tasks it leads, those on which it has reported.</param>
public sealed record OrganisationSummary(string Name, string NameEn, int Leads, int CoOperates, int Reported, DateTimeOffset? LastReportedAt);

/// <param name="AsOf">Everything the service wrote up to this moment is in the view; null while it has never been heard.</param>
public sealed record Freshness(string Service, DateTimeOffset? AsOf);

internal static class GetOverview
{
    public const string NotReported = "not-reported";

    private static readonly string[] States = [NotReported, .. Progress.ProgressReport.States.All];
    private static readonly string[] Services = ["coordination", "industry", "infrastructure", "ecology", "public-services", "cooperation"];

    private const string Sql = $"""
        select th.key, th.title, th.title_en, coalesce(s.state, 'not-reported'), count(t.key)
        from themes th
        left join tasks t on t.theme = th.key
        left join task_standings s on s.task = t.key
        group by th.key, th.ordinal, th.title, th.title_en, s.state
        order by th.ordinal;

        with roles as (
            select unnest(leads) as organisation, key as task, true as leads from tasks
            union all
            select unnest(co_operators), key, false from tasks)
        select o.key, o.name_en, count(*) filter (where r.leads), count(*) filter (where not r.leads),
               count(l.task) filter (where r.leads), max(l.reported_at)
        from organisations o
        left join roles r on r.organisation = o.key
        left join latest_reports l on l.task = r.task and l.organisation = o.key
        group by o.key, o.name_en
        order by 3 desc, 4 desc, o.key;

        {ReadIndicators.Selection}
        order by g.key
        """;

    private const string FreshnessSql = "select service, as_of from service_freshness";

    internal static readonly string[] Tables =
        ["themes", "tasks", "task_standings", "organisations", "latest_reports", "targets", "indicator_values"];

    public static RouteGroupBuilder MapOverview(this RouteGroupBuilder api)
    {
        api.MapGet("overview", async (
            SharedAnswers answers, NpgsqlDataSource database, TimeProvider time, string? asOf, CancellationToken cancellation) =>
        {
            var day = Ingestion.Past.AsOf.Day(asOf, time);

            // How fresh the services are comes first: what it promises is then in the rest.
            var freshness = await ReadFreshness(day, database, cancellation);
            var plan = day is null
                ? await answers.Of(Tables, "overview", onlyOf: null, (now, stop) => ReadPlan(AsOfConnection.Now(now), stop), cancellation)
                : await ReadPlanOf(day, database, cancellation);
            return new OfficeOverview(
                day?.EndsAt() ?? time.GetUtcNow(), plan.Themes.Sum(t => t.Tasks), Add(plan.Themes.Select(t => t.States)), plan.Themes, plan.Organisations,
                plan.Indicators, freshness);
        }).WithSummary("总览，可查任一天 The overview, of any day");
        return api;
    }

    private static async Task<PlanStanding> ReadPlanOf(DateOnly? day, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsOf(day, cancellation);
        return await ReadPlan(connection, cancellation);
    }

    private static async Task<PlanStanding> ReadPlan(AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(Sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var themes = await ReadThemes(reader, cancellation);
        await reader.NextResultAsync(cancellation);
        var organisations = await ReadOrganisations(reader, cancellation);
        await reader.NextResultAsync(cancellation);
        return new PlanStanding(themes, organisations, await ReadIndicators.From(reader, cancellation));
    }

    private static async Task<List<ThemeSummary>> ReadThemes(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var themes = new List<ThemeSummary>();
        while (await reader.ReadAsync(cancellation))
        {
            var id = reader.GetString(0);
            if (themes.Count == 0 || themes[^1].Id != id)
            {
                themes.Add(new ThemeSummary(id, reader.GetString(1), reader.GetString(2), 0, States.ToDictionary(s => s, _ => 0)));
            }

            var count = (int)reader.GetInt64(4);
            ((Dictionary<string, int>)themes[^1].States)[reader.GetString(3)] += count;
            themes[^1] = themes[^1] with { Tasks = themes[^1].Tasks + count };
        }

        return themes;
    }

    private static async Task<List<OrganisationSummary>> ReadOrganisations(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var organisations = new List<OrganisationSummary>();
        while (await reader.ReadAsync(cancellation))
        {
            organisations.Add(new OrganisationSummary(
                reader.GetString(0), reader.GetString(1), (int)reader.GetInt64(2), (int)reader.GetInt64(3), (int)reader.GetInt64(4),
                reader.GetFieldValue<DateTimeOffset?>(5)));
        }

        return organisations;
    }

    /// <summary>Every service has its line, also the one that has never been heard.</summary>
    private static async Task<List<Freshness>> ReadFreshness(DateOnly? day, NpgsqlDataSource database, CancellationToken cancellation)
    {
        // Given back before more is asked: who held one and waited for another would wait for all the others that do.
        await using var connection = await database.OpenAsOf(day, cancellation);
        await using var command = connection.Command(FreshnessSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var heard = new Dictionary<string, DateTimeOffset>();
        while (await reader.ReadAsync(cancellation))
        {
            heard[reader.GetString(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        }

        return [.. Services.Select(s => new Freshness(s, heard.TryGetValue(s, out var asOf) ? asOf : null))];
    }

    /// <summary>Every state is there, also without a task in it.</summary>
    public static Dictionary<string, int> Add(IEnumerable<IReadOnlyDictionary<string, int>> parts)
    {
        var sum = States.ToDictionary(s => s, _ => 0);
        foreach (var (state, count) in parts.SelectMany(p => p))
        {
            sum[state] += count;
        }

        return sum;
    }

    /// <summary>What of it hangs on the tables alone, and is the same for all who look.</summary>
    private sealed record PlanStanding(
        IReadOnlyList<ThemeSummary> Themes, IReadOnlyList<OrganisationSummary> Organisations, IReadOnlyList<IndicatorSummary> Indicators);
}
