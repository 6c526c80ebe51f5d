using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Portfolio.Pool.Merges;

/// <param name="Decision">merge or apart.</param>
/// <param name="Remaining">With a merge: which of the two counts from now on.</param>
/// <param name="Reason">At most 500 characters.</param>
/// <param name="Version">That of the decision that is decided anew, as the list has it; left out where none was seen.</param>
/// <param name="DecidedBy">Who decided, where a system of the office sends it; a person who has signed in is known.</param>
public sealed record MergeRequest(
    string First, string Second, string Decision, string? Remaining, string Reason, long? Version, string? DecidedBy);

/// <summary>
/// The office decides whether two projects are one (合并或不合并); a person does, and says why. The same decision again changes nothing, and one
/// that was taken without a look at the last is refused.
/// </summary>
internal static class DecideMerge
{
    private const string ResourceName = "project-merges";
    private const int KeyLengthMax = 140; // a service and a key
    private const int ReasonLengthMax = 500;
    private const int NameLengthMax = 60;

    private static readonly TextField First = new("first", "项目一", "The first project", KeyLengthMax);
    private static readonly TextField Second = new("second", "项目二", "The second project", KeyLengthMax);
    private static readonly CodeField<MergeDecision> Decision = new("decision", "决定", "The decision", ProjectMerge.Decisions);
    private static readonly TextField Remaining = new("remaining", "保留的项目", "The project that remains", KeyLengthMax);
    private static readonly TextField Reason = new("reason", "理由", "The reason", ReasonLengthMax, Lines: true);
    private static readonly IntegerField Version = new("version", "所依据的版本", "The version that was seen", "", 0, int.MaxValue);
    private static readonly TextField DecidedBy = new("decidedBy", "决定人", "The person who decided", NameLengthMax);

    /// <summary>
    /// One decision at a time, whichever projects it is about: two that know nothing of each other could make a chain. Readers go on.
    /// </summary>
    private const string LockSql = "lock table project_merges in share row exclusive mode";

    private const string PoolSql = "select key from pool_projects where key in ($1, $2)";

    private const string DecidedSql = """
        select first, second, decision, remaining, reason, decided_by, decided_at, version from project_merges
        where first in ($1, $2) or second in ($1, $2)
        """;

    private const string KeepSql = """
        insert into project_merges (first, second, decision, remaining, reason, decided_by, decided_at, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (first, second) do update
        set decision = excluded.decision, remaining = excluded.remaining, reason = excluded.reason, decided_by = excluded.decided_by,
            decided_at = excluded.decided_at, version = excluded.version
        """;

    public static void MapDecideMerge(this RouteGroupBuilder api) =>
        api.MapPost(ResourceName, async (HttpContext context, EventLog log, CancellationToken cancellation) =>
        {
            var wanted = await Read(context, cancellation);
            await using var transaction = await log.Begin(context.Caller(), cancellation);
            return await Decide(wanted with { DecidedAt = transaction.StartedAt }, transaction, cancellation);
        }).RequireAuthorization(policy => policy.RequireRole(Roles.Office).RequireWrite("coordination", ResourceName))
            .WithSummary("决定两个项目是否合并 Decide whether two projects are one").Accepts<MergeRequest>("application/json").Produces<MergeView>();

    private static async Task<ProjectMerge> Read(HttpContext context, CancellationToken cancellation)
    {
        var person = context.User.PersonName();
        Field[] fields = [First, Second, Decision, Remaining, Reason, Version, .. person is null ? new Field[] { DecidedBy } : []];
        return await RequestForm.Read(context, fields, form => Build(form, person), cancellation);
    }

    private static ProjectMerge Build(Row form, string? person)
    {
        var (first, second) = ProjectMerge.InOrder(form.Get(First) ?? "", form.Get(Second) ?? "");
        var merge = new ProjectMerge
        {
            First = first,
            Second = second,
            Decision = form.Get(Decision),
            Remaining = form.Find(Remaining),
            Reason = form.Get(Reason),
            DecidedBy = person ?? form.Get(DecidedBy),
            Version = (form.Find(Version) ?? 0) + 1,
        };
        if (form.IsSound && FaultOf(merge) is { } fault)
        {
            form.Refuse(fault);
        }

        return merge;
    }

    private static Fault? FaultOf(ProjectMerge merge) => merge switch
    {
        _ when merge.First == merge.Second => Fault.Of(Second.Name, MergeRefusals.SameProject, Refusal.Repeat(merge.First)),
        { Decision: MergeDecision.Apart, Remaining: not null } => Fault.Of(Remaining.Name, MergeRefusals.RemainingWithoutMerge),
        { Decision: MergeDecision.Merge, Remaining: null } => Fault.Of(Remaining.Name, IngestionRefusals.Required, Remaining.Zh, Remaining.En),
        { Remaining: { } remaining } when remaining != merge.First && remaining != merge.Second =>
            Fault.Of(Remaining.Name, MergeRefusals.RemainingIsNeither, merge.First, merge.Second).Allowing([merge.First, merge.Second]),
        _ => null,
    };

    private static async Task<MergeView> Decide(ProjectMerge wanted, LogTransaction transaction, CancellationToken cancellation)
    {
        var (pool, decided) = await Load(wanted, transaction.Connection, cancellation);
        var last = decided.Find(d => d.First == wanted.First && d.Second == wanted.Second);
        if (last is not null && last == wanted with { DecidedAt = last.DecidedAt, Version = last.Version })
        {
            return MergeView.Of(last);
        }

        decided.RemoveAll(d => d == last);
        if (MergeRules.Refuse(wanted, last, decided, pool) is { } refused)
        {
            throw new RefusedException(refused);
        }

        await Keep(wanted, transaction.Connection, cancellation);
        transaction.Append(wanted.Aggregate, wanted.Version, EventOf(wanted), last is null ? null : EventOf(last));
        await transaction.Commit(cancellation);
        return MergeView.Of(wanted);
    }

    private static async Task<(HashSet<string> Pool, List<ProjectMerge> Decided)> Load(
        ProjectMerge wanted, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(LockSql) } };
        foreach (var sql in new[] { PoolSql, DecidedSql })
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = wanted.First }, new() { Value = wanted.Second } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var pool = new HashSet<string>();
        while (await reader.ReadAsync(cancellation))
        {
            pool.Add(reader.GetString(0));
        }

        await reader.NextResultAsync(cancellation);
        var decided = new List<ProjectMerge>();
        while (await reader.ReadAsync(cancellation))
        {
            decided.Add(new ProjectMerge
            {
                First = reader.GetString(0),
                Second = reader.GetString(1),
                Decision = ProjectMerge.Decisions.Parse(reader.GetString(2)),
                Remaining = await reader.IsDBNullAsync(3, cancellation) ? null : reader.GetString(3),
                Reason = reader.GetString(4),
                DecidedBy = reader.GetString(5),
                DecidedAt = reader.GetFieldValue<DateTimeOffset>(6),
                Version = reader.GetInt64(7),
            });
        }

        return (pool, decided);
    }

    private static async Task Keep(ProjectMerge merge, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KeepSql, connection)
        {
            Parameters =
            {
                new() { Value = merge.First }, new() { Value = merge.Second }, new() { Value = ProjectMerge.Decisions.Write(merge.Decision) },
                new NpgsqlParameter<string?> { TypedValue = merge.Remaining }, new() { Value = merge.Reason }, new() { Value = merge.DecidedBy },
                new() { Value = merge.DecidedAt }, new() { Value = merge.Version },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static ProjectMergeDecided EventOf(ProjectMerge merge) => new(
        merge.First, merge.Second, ProjectMerge.Decisions.Write(merge.Decision), merge.Remaining, merge.Reason, merge.DecidedBy);
}
