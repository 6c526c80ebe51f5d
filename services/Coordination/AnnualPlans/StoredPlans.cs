using Cluster.Contracts.Coordination;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Coordination.AnnualPlans;

/// <summary>Plans, their steps and their revisions as they are stored.</summary>
internal static class StoredPlans
{
    public const string Columns = """
        p.key, p.year, p.organisation, p.state, p.revision, p.version, p.entered_by, p.entered_at, p.submitted_by, p.endorsed_by, p.reason, p.return_note,
        p.return_notes
        """;

    private const string OpenSql = """
        insert into annual_plans (key, year, organisation, state, revision, version, entered_by, entered_at, endorsed_by, return_notes)
        select x.year || '.' || x.organisation, x.year, x.organisation, 'draft', 0, 0, $3, $4, '{}', '{}'
        from unnest($1, $2) as x (year, organisation)
        on conflict (key) do nothing
        """;

    private const string HoldSql = $"select {Columns} from annual_plans p where p.key = $1 for update";

    /// <summary>A statement of its own, after the plan is held: it sees what the push before left.</summary>
    private const string ItemsSql = $"select {StoredItems.Columns} from annual_plan_items i where i.year = $1 and i.owner = $2 order by i.task, i.key";

    /// <summary>Those of others in which the department is a joint lead; they cover its task too.</summary>
    private const string JointSql = $"select {StoredItems.Columns} from annual_plan_items i where i.year = $1 and $2 = any(i.joint_with)";

    private const string LedSql = $"select key from tasks where $1 = any({StoredItems.ResponsibleSql}) order by ordinal";

    private const string LastSql = "select command, person, organisation, client, note, notes from annual_plan_steps where plan = $1 order by version desc limit 1";

    private const string KeepSql = """
        update annual_plans
        set state = $2, revision = $3, version = $4, entered_by = $5, entered_at = $6, submitted_by = $7, endorsed_by = $8, reason = $9, return_note = $10,
            return_notes = $11
        where key = $1
        """;

    private const string KeepStepSql = """
        insert into annual_plan_steps (plan, version, command, state, revision, at, person, organisation, client, note, notes)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private const string KeepRevisionSql = """
        insert into annual_plan_revisions (plan, revision, items, reason, accepted_by, accepted_at) values ($1, $2, $3, $4, $5, $6)
        """;

    /// <summary>A plan begins with its first entry.</summary>
    public static async Task Open((int Year, string Organisation)[] plans, LogTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(OpenSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = Array.ConvertAll(plans, p => p.Year) }, new() { Value = Array.ConvertAll(plans, p => p.Organisation) },
                new() { Value = transaction.Caller.Client }, new() { Value = InstantField.Kept(transaction.StartedAt) },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Until the transaction ends; null where there is no such plan.</summary>
    public static async Task<HeldPlan?> Hold(NpgsqlConnection connection, int year, string organisation, CancellationToken cancellation)
    {
        var key = AnnualPlan.KeyOf(year, organisation);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(HoldSql) { Parameters = { new() { Value = key } } },
                new(ItemsSql) { Parameters = { new() { Value = year }, new() { Value = organisation } } },
                new(JointSql) { Parameters = { new() { Value = year }, new() { Value = organisation } } },
                new(LedSql) { Parameters = { new() { Value = organisation } } },
                new(LastSql) { Parameters = { new() { Value = key } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var plan = Read(reader);
        await reader.NextResultAsync(cancellation);
        var items = await reader.ReadResult(StoredItems.Read, cancellation);
        var joint = await reader.ReadResult(StoredItems.Read, cancellation);
        var led = await reader.ReadResult(row => row.GetString(0), cancellation);
        var last = await reader.ReadAsync(cancellation)
            ? new SaidLast(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetText(4), reader.GetString(5))
            : null;
        return new HeldPlan(plan, items, joint, led, last);
    }

    public static async Task Keep(
        NpgsqlConnection connection, AnnualPlan plan, PlanStep step, PlanRevision? revision, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(KeepSql)
                {
                    Parameters =
                    {
                        new() { Value = plan.Key }, new() { Value = PlanMoves.States.Write(plan.State) }, new() { Value = plan.Revision },
                        new() { Value = plan.Version }, new() { Value = plan.EnteredBy }, new() { Value = plan.EnteredAt },
                        SqlText.Of(plan.SubmittedBy), new() { Value = plan.EndorsedBy }, SqlText.Of(plan.Reason),
                        SqlText.Of(plan.ReturnNote), new() { Value = plan.ReturnNotes },
                    },
                },
                new(KeepStepSql)
                {
                    Parameters =
                    {
                        new() { Value = step.Plan }, new() { Value = step.Version }, new() { Value = step.Command },
                        new() { Value = PlanMoves.States.Write(step.State) }, new() { Value = step.Revision }, new() { Value = step.At },
                        new() { Value = step.Person }, new() { Value = step.Organisation }, new() { Value = step.Client }, SqlText.Of(step.Note),
                        new() { Value = step.Notes },
                    },
                },
            },
        };
        if (revision is not null)
        {
            batch.BatchCommands.Add(new(KeepRevisionSql)
            {
                Parameters =
                {
                    new() { Value = revision.Plan }, new() { Value = revision.Revision }, new() { Value = revision.Items },
                    SqlText.Of(revision.Reason), new() { Value = revision.AcceptedBy }, new() { Value = revision.AcceptedAt },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public static AnnualPlan Read(NpgsqlDataReader reader) => new()
    {
        Key = reader.GetString(0),
        Year = reader.GetInt32(1),
        Organisation = reader.GetString(2),
        State = PlanMoves.States.Parse(reader.GetString(3)),
        Revision = reader.GetInt32(4),
        Version = reader.GetInt64(5),
        EnteredBy = reader.GetString(6),
        EnteredAt = reader.GetFieldValue<DateTimeOffset>(7),
        SubmittedBy = reader.GetText(8),
        EndorsedBy = reader.GetFieldValue<string[]>(9),
        Reason = reader.GetText(10),
        ReturnNote = reader.GetText(11),
        ReturnNotes = reader.GetString(12),
    };
}

/// <summary>The last step as it was said.</summary>
internal sealed record SaidLast(string Command, string Person, string Organisation, string Client, string? Note, string Notes);

/// <summary>A plan that nobody else moves meanwhile.</summary>
/// <param name="Items">Its entries, dropped ones too.</param>
/// <param name="Joint">Entries of other departments that it leads jointly.</param>
/// <param name="Led">Tasks that its department answers for, in the plan's order.</param>
internal sealed record HeldPlan(AnnualPlan Plan, IReadOnlyList<PlanItem> Items, IReadOnlyList<PlanItem> Joint, IReadOnlyList<string> Led, SaidLast? Last)
{
    public IEnumerable<PlanItem> Present => Items.Where(i => i.DroppedReason is null);

    public IEnumerable<string> TasksWithoutItem =>
        Led.Except(Present.Select(i => i.Task)).Except(Joint.Where(i => i.DroppedReason is null).Select(i => i.Task));

    public IEnumerable<string> JointLeads => Present.SelectMany(i => i.JointWith).Distinct();
}
