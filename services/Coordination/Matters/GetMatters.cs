using Cluster.Coordination.Calendar;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Matters;

/// <param name="Version">To be given as If-Match with a step that nobody else's may come before.</param>
public sealed record MatterView(
    string Number, string Title, string Details, string? Task, string? Project, string RaisedBy, IReadOnlyList<string> Wanted, string State, string? Lead,
    IReadOnlyList<string> CoOperators, DateOnly? Due, string? Conference, string? Decision, DateOnly? DecidedOn, DateTimeOffset Since, long Version)
{
    internal static MatterView Of(Matter matter) => new(
        matter.Number, matter.Title, matter.Details, matter.Task, matter.Project, matter.RaisedBy, matter.Wanted, MatterMoves.States.Write(matter.State),
        matter.Lead, matter.CoOperators, matter.Due, matter.Conference, matter.Decision, matter.DecidedOn, matter.EnteredAt, matter.Version);
}

/// <param name="Command">raise, assign, schedule, decide, finish, decline or withdraw.</param>
public sealed record MatterStepView(
    long Version, string Command, string State, string? Lead, DateOnly? Due, string? Conference, DateTimeOffset At, string Person, string Organisation,
    string? Words);

public sealed record MatterDetail(MatterView Matter, IReadOnlyList<MatterStepView> Steps);

/// <param name="IsWhole">Whether all of them are here.</param>
public sealed record MatterList(DateOnly AsOf, IReadOnlyList<MatterView> Items, bool IsWhole);

/// <summary>The register of matters (协调事项台账), as it was at the end of any day: each step says what held after it.</summary>
internal static class GetMatters
{
    private const int ItemsMax = 500;

    /// <summary>$1 is the department that reads, $2 the end of the day. It sees what it raised, is wanted for, or deals with.</summary>
    private const string AsOfSql = """
        select m.number, m.title, m.details, m.task, m.project, m.raised_by, m.wanted, s.state, s.lead, s.co_operators, s.due, s.conference, s.decision,
            s.decided_on, s.person, s.at, s.version
        from matters m
        join lateral (select * from matter_steps s where s.number = m.number and s.at < $2 order by s.version desc limit 1) s on true
        where ($1::text is null or m.raised_by = $1 or $1 = any(m.wanted) or s.lead = $1 or $1 = any(s.co_operators))
        """;

    private const string ListSql = $"""
        {AsOfSql} and ($3::text is null or s.state = $3) and ($4::text is null or s.conference = $4) and ($5::text is null or m.task = $5)
        order by m.number desc
        limit $6
        """;

    private const string OneSql = $"{AsOfSql} and m.number = $3";

    private const string StepsSql = """
        select version, command, state, lead, due, conference, at, person, organisation, words from matter_steps where number = $1 and version <= $2
        order by version
        """;

    public static void MapGetMatters(this RouteGroupBuilder matters)
    {
        matters.MapGet("", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string? state, string? conference, string? task, DateOnly? asOf,
            CancellationToken cancellation) =>
        {
            RequestForm.Demand("state", "状态", "The state", state, MatterMoves.States.All);

            var day = asOf ?? time.Today();
            await using var command = AsOf(database, context, day, ListSql);
            foreach (var text in new[] { state, conference, task })
            {
                command.Parameters.Add(SqlText.Of(SqlText.Asked(text)));
            }

            command.Parameters.Add(new() { Value = ItemsMax + 1 });
            var found = await Read(command, cancellation);
            return new MatterList(day, [.. found.Take(ItemsMax).Select(MatterView.Of)], found.Count <= ItemsMax);
        }).WithSummary("协调事项台账，可查任一天；按会议即为其议程 The register of matters on any day; by meeting it is the agenda");

        matters.MapGet("{number}", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string number, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var day = asOf ?? time.Today();
            await using var command = AsOf(database, context, day, OneSql);
            command.Parameters.Add(new() { Value = SqlText.Asked(ResourceEndpoints.KeyIn(number)) });
            if (await Read(command, cancellation) is not [var matter])
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            if (day >= time.Today())
            {
                context.Response.Headers.ETag = Precondition.TagOf(matter.Version); // nothing is written by one of a past day
            }

            return Results.Ok(new MatterDetail(MatterView.Of(matter), await ReadSteps(matter, database, cancellation)));
        }).WithSummary("一个协调事项及其各步，含 ETag One matter with its steps, and its ETag").Produces<MatterDetail>();
    }

    private static NpgsqlCommand AsOf(NpgsqlDataSource database, HttpContext context, DateOnly day, string sql)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(SqlText.Of(context.User.SeesOnly()));
        command.Parameters.Add(new() { Value = day.EndsAt().ToUniversalTime() });
        return command;
    }

    private static async Task<List<Matter>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadResult(StoredMatters.Read, cancellation);
    }

    private static async Task<List<MatterStepView>> ReadSteps(Matter matter, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(StepsSql);
        command.Parameters.Add(new() { Value = matter.Number });
        command.Parameters.Add(new() { Value = matter.Version });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadResult(row => new MatterStepView(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetText(3), row.GetFieldValue<DateOnly?>(4), row.GetText(5),
                row.GetFieldValue<DateTimeOffset>(6), row.GetString(7), row.GetString(8), row.GetText(9)), cancellation);
    }
}
