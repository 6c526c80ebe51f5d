using System.Text.Json;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.AnnualPlans;

/// <summary>Where a department's plan for a year stands.</summary>
/// <param name="State">missing, draft, submitted, returned or accepted; missing where it leads a task and has no entry yet.</param>
/// <param name="Revision">The one in force; 0 where none is.</param>
/// <param name="Version">To be given as If-Match with a step that nobody else's may come before.</param>
/// <param name="TasksWithoutItem">Of the tasks that it leads.</param>
/// <param name="ItemsWithoutMilestone">Entries without a stage goal (阶段目标).</param>
/// <param name="NotEndorsed">Joint leads that have yet to endorse what was submitted.</param>
/// <param name="ReturnNotes">entry/field and the office's note on it; only they are open.</param>
public sealed record AnnualPlanView(
    int Year, string Organisation, string State, int Revision, long Version, int Items, IReadOnlyList<string> Tasks, IReadOnlyList<string> TasksWithoutItem,
    IReadOnlyList<string> ItemsWithoutMilestone, IReadOnlyList<string> NotEndorsed, string? SubmittedBy, DateTimeOffset? Since, string? Reason,
    string? ReturnNote, IReadOnlyDictionary<string, string> ReturnNotes);

public sealed record AnnualPlanStepView(
    long Version, string Command, string State, int Revision, DateTimeOffset At, string Person, string Organisation, string? Note,
    IReadOnlyDictionary<string, string> Notes);

public sealed record PlanRevisionView(int Revision, string? Reason, string AcceptedBy, DateTimeOffset AcceptedAt);

/// <param name="Items">Those of the breakdown table as it is now, or as it was in force on the day that was asked for.</param>
public sealed record AnnualPlanDetail(
    AnnualPlanView Plan, IReadOnlyList<PlanItemRecorded> Items, IReadOnlyList<AnnualPlanStepView> Steps, IReadOnlyList<PlanRevisionView> Revisions);

/// <summary>A plan as it was in force on a day (某日有效的审定稿).</summary>
public sealed record PlanInForce(int Year, string Organisation, DateOnly AsOf, PlanRevisionView Revision, IReadOnlyList<PlanItemRecorded> Items);

/// <param name="To">Null for the table as it is now.</param>
public sealed record PlanComparison(int Year, string Organisation, int From, int? To, string? Reason, IReadOnlyList<PlanChange> Changes);

internal static class GetPlans
{
    public const string Missing = "missing";

    private const string NoNotes = "{}";

    /// <summary>Everybody who answers for a task of the plan owes one; whoever filled one in without that is shown too. $2 is the department that reads.</summary>
    private const string ListSql = $"""
        with led as (select unnest({StoredItems.ResponsibleSql}) as organisation, key as task, ordinal from tasks),
        owed as (select organisation, array_agg(task order by ordinal) as tasks from led group by organisation),
        present as (select i.* from annual_plan_items i where i.year = $1 and i.dropped_reason is null)
        select coalesce(o.organisation, p.organisation), coalesce(p.state, '{Missing}'), coalesce(p.revision, 0), coalesce(p.version, 0),
            (select count(*)::integer from present i where i.owner = p.organisation), coalesce(o.tasks, array[]::text[]),
            array(select t from unnest(o.tasks) as t
                where not exists (select from present i where i.task = t and (i.owner = o.organisation or o.organisation = any(i.joint_with)))),
            array(select i.key from present i where i.owner = p.organisation and i.milestones = array[]::text[] order by i.key),
            array(select distinct j from present i, unnest(i.joint_with) as j where i.owner = p.organisation and p.state = 'submitted' and j <> all(p.endorsed_by)),
            p.submitted_by, p.entered_at, p.reason, p.return_note, coalesce(p.return_notes, '{NoNotes}')
        from owed o
        full join (select * from annual_plans where year = $1) p on p.organisation = o.organisation
        where ($2::text is null or coalesce(o.organisation, p.organisation) = $2
                or exists (select from present i where i.owner = p.organisation and $2 = any(i.joint_with)))
            and ($3::text is null or coalesce(p.state, '{Missing}') = $3) and ($4::text is null or coalesce(o.organisation, p.organisation) = $4)
        order by 1
        """;

    private const string ItemsSql = $"select {StoredItems.Columns} from annual_plan_items i where i.year = $1 and i.owner = $2 order by i.task, i.key";

    private const string StepsSql = """
        select version, command, state, revision, at, person, organisation, note, notes from annual_plan_steps where plan = $1 order by version
        """;

    private const string RevisionsSql = """
        select revision, reason, accepted_by, accepted_at, items from annual_plan_revisions where plan = $1 order by revision
        """;

    public static void MapGetPlans(this RouteGroupBuilder plans)
    {
        plans.MapGet("", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, int? year, string? state, string? asOf,
            CancellationToken cancellation) =>
        {
            string[] states = [Missing, .. PlanMoves.States.All];
            RequestForm.Demand("state", "状态", "The state", state, states);

            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            return await Read(connection, year ?? time.Today().Year, context.User.SeesOnly(), state, organisation: null, cancellation);
        }).WithSummary("年度实施计划，按单位；含尚未编制的，可查任一天 Yearly plans by department on any day, missing ones too");

        plans.MapGet("{year:int}/{organisation}", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, int year, string organisation, string? asOf,
            CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            if (await Find(context, connection, year, organisation, cancellation) is not { } plan)
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            connection.Tag(context.Response, plan.Version);
            return Results.Ok(await Detail(connection, plan, cancellation));
        }).WithSummary("一份计划：条目、各步和历次审定稿，可查任一天 One plan with its entries, steps and revisions, on any day").Produces<AnnualPlanDetail>();

        plans.MapGet("{year:int}/{organisation}/in-force", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, int year, string organisation, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var day = asOf ?? time.Today();
            await using var connection = await database.OpenAsOf(day: null, cancellation);
            return await Find(context, connection, year, organisation, cancellation) is { } plan
                && (await Revisions(connection, plan, cancellation)).FindLast(r => r.AcceptedAt < day.EndsAt()) is { } revision
                ? Results.Ok(new PlanInForce(year, plan.Organisation, day, ViewOf(revision), revision.Read()))
                : Problem.Of(Refusals.NotFound).AsResult();
        }).WithSummary("某日有效的审定稿 The revision that was in force on a day").Produces<PlanInForce>();

        plans.MapGet("{year:int}/{organisation}/difference", async (
            HttpContext context, NpgsqlDataSource database, int year, string organisation, int from, int? to, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(day: null, cancellation);
            if (await Find(context, connection, year, organisation, cancellation) is not { } plan)
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            var revisions = await Revisions(connection, plan, cancellation);
            var (earlier, later) = (revisions.Find(r => r.Revision == from), revisions.Find(r => r.Revision == to));
            if (earlier is null || (to is not null && later is null))
            {
                return Problem.Of(AnnualPlanRefusals.UnknownRevision, earlier is null ? from : to)
                    .With("field", earlier is null ? "from" : "to").With("allowed", revisions.Select(r => r.Revision)).AsResult();
            }

            var items = later?.Read() ?? [.. (await ReadItems(connection, plan, cancellation)).Where(i => i.DroppedReason is null)];
            return Results.Ok(new PlanComparison(
                year, plan.Organisation, from, to, later is null ? plan.Reason : later.Reason, [.. PlanDifference.Between(earlier.Read(), items)]));
        }).WithSummary("修订对照 What differs between two revisions, or between one and the table as it is").Produces<PlanComparison>();
    }

    public static async Task<AnnualPlanView?> Find(
        HttpContext context, AsOfConnection connection, int year, string organisation, CancellationToken cancellation) =>
        (await Read(connection, year, context.User.SeesOnly(), state: null, SqlText.Asked(organisation), cancellation)).FirstOrDefault();

    private static async Task<List<AnnualPlanView>> Read(
        AsOfConnection connection, int year, string? seenBy, string? state, string? organisation, CancellationToken cancellation)
    {
        await using var command = connection.Command(ListSql);
        command.Parameters.Add(new() { Value = year });
        foreach (var text in new[] { seenBy, state, organisation })
        {
            command.Parameters.Add(SqlText.Of(text));
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadResult(row => new AnnualPlanView(
                year, row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt64(3), row.GetInt32(4),
                row.GetFieldValue<string[]>(5), row.GetFieldValue<string[]>(6), row.GetFieldValue<string[]>(7), row.GetFieldValue<string[]>(8),
                row.GetText(9), row.GetFieldValue<DateTimeOffset?>(10), row.GetText(11), row.GetText(12), Notes(row.GetString(13))), cancellation);
    }

    private static async Task<AnnualPlanDetail> Detail(AsOfConnection connection, AnnualPlanView plan, CancellationToken cancellation) => new(
        plan, await ReadItems(connection, plan, cancellation), await ReadSteps(connection, plan, cancellation),
        (await Revisions(connection, plan, cancellation)).ConvertAll(ViewOf));

    private static async Task<List<AnnualPlanStepView>> ReadSteps(AsOfConnection connection, AnnualPlanView plan, CancellationToken cancellation)
    {
        await using var command = connection.Command(StepsSql);
        command.Parameters.Add(new() { Value = AnnualPlan.KeyOf(plan.Year, plan.Organisation) });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadResult(row => new AnnualPlanStepView(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetFieldValue<DateTimeOffset>(4),
                row.GetString(5), row.GetString(6), row.GetText(7), Notes(row.GetString(8))), cancellation);
    }

    private static async Task<List<PlanItemRecorded>> ReadItems(AsOfConnection connection, AnnualPlanView plan, CancellationToken cancellation)
    {
        await using var command = connection.Command(ItemsSql);
        command.Parameters.Add(new() { Value = plan.Year });
        command.Parameters.Add(new() { Value = plan.Organisation });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return (await reader.ReadResult(StoredItems.Read, cancellation)).ConvertAll(new PushPlanItems().Describe);
    }

    private static async Task<List<PlanRevision>> Revisions(AsOfConnection connection, AnnualPlanView plan, CancellationToken cancellation)
    {
        var key = AnnualPlan.KeyOf(plan.Year, plan.Organisation);
        await using var command = connection.Command(RevisionsSql);
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadResult(row => new PlanRevision
        {
            Plan = key,
            Revision = row.GetInt32(0),
            Reason = row.GetText(1),
            AcceptedBy = row.GetString(2),
            AcceptedAt = row.GetFieldValue<DateTimeOffset>(3),
            Items = row.GetString(4),
        }, cancellation);
    }

    private static PlanRevisionView ViewOf(PlanRevision revision) => new(revision.Revision, revision.Reason, revision.AcceptedBy, revision.AcceptedAt);

    private static Dictionary<string, string> Notes(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
}
