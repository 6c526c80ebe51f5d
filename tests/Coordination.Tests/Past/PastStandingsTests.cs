using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Npgsql;
using static Cluster.Coordination.Tests.CoordinationService;

namespace Cluster.Coordination.Tests.Past;

/// <summary>The standing of a task is one rule in two languages: of any roles and any reports, both say the same.</summary>
public sealed class PastStandingsTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private const int Tasks = 60;
    private const int Seed = 20260331;

    private static readonly string[] Organisations = ["市交通运输局", "市发改委", "市商务局", "市住建局"];

    /// <summary>At the end of tomorrow: what is known now. Periods compare as texts there.</summary>
    private const string DifferentSql = """
        select set_config('cluster.past_day', (current_date + 1)::text, false), set_config('cluster.past_ends_at', (current_date + 2)::text, false);
        select count(*) from task_standings n full join past.task_standings p using (task)
        where (n.state, n.progress_percent, n.reported_for, n.reported_at) is distinct from (p.state, p.progress_percent, p.reported_for, p.reported_at)
          and not (p.task is null and n.state is null)
        """;

    [Fact]
    public async Task Of_any_roles_and_reports_the_past_and_the_present_are_one()
    {
        var random = new Random(Seed);
        var roles = Enumerable.Range(40, Tasks).ToDictionary(
            number => $"T{number}", _ => (Leads: Some(random, Organisations, 3), CoOperators: Some(random, Organisations, 3)));
        var recorded = await coordination.Office.Push(
            "/api/coordination/tasks", [.. roles.Select((r, i) => Task(r.Key, "3", "3.3", 40 + i, r.Value.Leads, [.. r.Value.CoOperators.Except(r.Value.Leads)]))]);
        recorded.Status.ShouldBe(System.Net.HttpStatusCode.OK, recorded.Text);
        var pushed = 0;
        foreach (var organisation in Organisations)
        {
            var reports = (
                from role in roles
                where role.Value.Leads.Union(role.Value.CoOperators).Contains(organisation)
                from period in Some(random, ["2025Q1", "2025Q2", "2025Q3"], 3)
                select RandomReport(random, role.Key, organisation, period)).ToArray();
            var answer = await coordination.Service.As(organisation).Push("/api/coordination/progress-reports", reports);
            answer.Status.ShouldBe(System.Net.HttpStatusCode.OK, answer.Text);
            pushed += reports.Length;
        }

        pushed.ShouldBeGreaterThan(100);
        await using var database = coordination.Service.OpenDatabase();
        await Eventually.True(async () => await Count(database, "select count(*) from inbox where aggregate like 'coordination/progress-reports/%'") == pushed);
        (await Count(database, "select count(distinct state) from task_standings")).ShouldBe(4);
        (await Different(database)).ShouldBe(0);
    }

    private static JsonObject RandomReport(Random random, string task, string organisation, string period) => random.Next(5) switch
    {
        0 => Report(task, organisation, period, 0, "not-started"),
        1 => Report(task, organisation, period, random.Next(100), "suspended"),
        2 => Report(task, organisation, period, random.Next(1, 100), "in-progress"),
        _ => Report(task, organisation, period, 100, "completed"),
    };

    private static string[] Some(Random random, string[] of, int atMost) => [.. random.GetItems(of, random.Next(atMost + 1)).Distinct()];

    private static async Task<long> Different(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(DifferentSql);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetInt64(0);
    }

    private static async Task<long> Count(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
