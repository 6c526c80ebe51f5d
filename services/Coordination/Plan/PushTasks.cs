using Cluster.Contracts.Coordination;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Plan;

/// <summary>The office records the plan's tasks (任务) and the roles in them.</summary>
public sealed class PushTasks(TimeProvider time) : Push<PlanTask, TaskRecorded>(
    "coordination", "tasks", [Key, Theme, Subsection, Clause, Ordinal, Title, TitleEn],
    [Leads, CoOperators, Implementers, Measures, MeasuresEn, Note, QuoteOffset, QuoteLength, QuoteSha256, RolesSince])
{
    private static readonly TextField Key = new("key", "任务编号", "The task's number", MaxLength: 10);
    private static readonly TextField Theme = new("theme", "板块", "The theme", MaxLength: 10);
    private static readonly TextField Subsection = new("subsection", "小节", "The subsection", MaxLength: 10);
    private static readonly TextField Clause = new("clause", "条款", "The clause", MaxLength: 20);
    private static readonly IntegerField Ordinal = new("ordinal", "次序", "The order", "", 1, 999);
    private static readonly TextField Title = new("title", "标题", "The title", MaxLength: 200);
    private static readonly TextField TitleEn = new("titleEn", "英文标题", "The English title", MaxLength: 300);
    private static readonly TextListField Leads = new("leads", "牵头单位", "The leads", MaxLength: 60, MaxCount: 20);
    private static readonly TextListField CoOperators = new("coOperators", "配合单位", "The co-operators", MaxLength: 60, MaxCount: 60);
    private static readonly TextListField Implementers = new("implementers", "实施地区", "The implementers", MaxLength: 60, MaxCount: 60);
    private static readonly TextListField Measures = new("measures", "举措", "The measures", MaxLength: 100, MaxCount: 60);
    private static readonly TextListField MeasuresEn = new("measuresEn", "英文举措", "The measures in English", MaxLength: 200, MaxCount: 60);
    private static readonly TextField Note = new("note", "说明", "The note", MaxLength: 500, Lines: true);
    private static readonly IntegerField QuoteOffset = new("quoteOffset", "引文位置", "The quotation's offset", "", 0, 1_000_000);
    private static readonly IntegerField QuoteLength = new("quoteLength", "引文长度", "The quotation's length", "", 1, 1_000_000);
    private static readonly TextField QuoteSha256 = new("quoteSha256", "引文校验值", "The quotation's hash", MaxLength: 64);

    private const string TextsSql = "select h.key, x.text from themes h join plan_texts x on x.key = h.plan where h.key = any($1)";

    private static readonly DateField RolesSince = new("rolesSince", "角色起止日", "The day from which the roles hold");

    /// <summary>A change of roles may be decided ahead, but not without an end.</summary>
    private const int AheadDaysMax = 366;

    private const string RolesSql = "select key, leads, co_operators, implementers, roles_since from tasks where key = any($1) order by key for update";

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override PlanTask Build(Row row)
    {
        var task = Read(row);
        if (row.IsSound && new[] { task.QuoteOffset is null, task.QuoteLength is null, task.QuoteSha256 is null }.Distinct().Count() > 1)
        {
            row.Refuse(Fault.Of(QuoteOffset.Name, PlanRefusals.QuotationIncomplete));
        }

        if (task.RolesSince is { } since && (since < RoleFacts.PlanBegins || since > time.Today().AddDays(AheadDaysMax)))
        {
            row.Refuse(Fault.Of(RolesSince.Name, CoordinationRefusals.RolesOutsidePlan, $"{since:yyyy-MM-dd}", $"{RoleFacts.PlanBegins:yyyy-MM-dd}"));
        }

        return task;
    }

    private static PlanTask Read(Row row) => new()
    {
        Key = row.GetKey(Key),
        Owner = row.Caller.Organisation,
        Theme = row.Get(Theme),
        Subsection = row.Get(Subsection),
        Clause = row.Get(Clause),
        Ordinal = (int)row.Get(Ordinal),
        Title = row.Get(Title),
        TitleEn = row.Get(TitleEn),
        Leads = row.Find(Leads) ?? [],
        CoOperators = row.Find(CoOperators) ?? [],
        Implementers = row.Find(Implementers) ?? [],
        Measures = row.Find(Measures) ?? [],
        MeasuresEn = row.Find(MeasuresEn) ?? [],
        Note = row.Find(Note),
        QuoteOffset = (int?)row.Find(QuoteOffset),
        QuoteLength = (int?)row.Find(QuoteLength),
        QuoteSha256 = row.Find(QuoteSha256)?.ToLowerInvariant(),
        RolesSince = row.Find(RolesSince),
    };

    public override TaskRecorded Describe(PlanTask resource) => new(
        resource.Key, resource.Theme, resource.Subsection, resource.Clause, resource.Ordinal, resource.Title, resource.TitleEn,
        resource.Leads, resource.CoOperators, resource.Implementers, resource.Measures, resource.MeasuresEn, resource.Note,
        resource.QuoteOffset, resource.QuoteLength, resource.QuoteSha256, resource.RolesSince);

    /// <summary>
    /// Documents write 科技局 for 市科技局, and one of them names a department twice: what is stored is each short name once. Roles that are new hold
    /// from the plan's first day, changed ones from today, where the row does not say the day.
    /// </summary>
    public override async Task<Func<PlanTask, PlanTask>?> Resolve(
        IReadOnlyList<PlanTask> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await OrganisationNames.Read(connection, cancellation);
        var stored = await ReadRoles([.. rows.Select(r => r.Key)], connection, cancellation);
        return row =>
        {
            var task = row with { Leads = names.Resolve(row.Leads), CoOperators = names.Resolve(row.CoOperators) };
            return task with
            {
                RolesSince = task.RolesSince ?? (stored.GetValueOrDefault(task.Key) is not { } before ? RoleFacts.PlanBegins
                    : task.HasTheRolesOf(before) ? before.RolesSince
                    : time.Today()),
            };
        };
    }

    /// <summary>What follows for the reports that are owed.</summary>
    public override Task Then(IReadOnlyList<Change<PlanTask>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        RoleFacts.Keep(changes, transaction, cancellation);

    public override async Task<Func<PlanTask, IEnumerable<Fault>>> Check(
        IReadOnlyList<PlanTask> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var themes = await connection.ReadKeys("themes", cancellation);
        var subsections = await connection.ReadKeys("subsections", cancellation);
        var names = await OrganisationNames.Read(connection, cancellation);
        var texts = await ReadTexts([.. rows.Where(r => r.QuoteOffset is not null).Select(r => r.Theme).Distinct()], connection, cancellation);
        return task =>
        [
            .. themes.Contains(task.Theme) ? [] : new[] { Fault.Of(Theme.Name, CoordinationRefusals.UnknownTheme, task.Theme).Allowing(themes) },
            .. subsections.Contains(task.Subsection)
                ? [] : new[] { Fault.Of(Subsection.Name, CoordinationRefusals.UnknownSubsection, task.Subsection).Allowing(subsections) },
            .. Unknown(names, Leads, task.Leads),
            .. Unknown(names, CoOperators, task.CoOperators),
            .. task.QuoteOffset is { } offset ? FaultsOf(task, offset, texts.GetValueOrDefault(task.Theme)) : [],
        ];
    }

    /// <summary>A quotation is what stands there: nobody has to believe that it does.</summary>
    private static IEnumerable<Fault> FaultsOf(PlanTask task, int offset, string? text)
    {
        if (text is null)
        {
            yield return Fault.Of(QuoteOffset.Name, PlanRefusals.TextMissing, task.Theme);
        }
        else if (offset + task.QuoteLength > text.Length)
        {
            yield return Fault.Of(QuoteLength.Name, PlanRefusals.QuotationOutside, text.Length).Allowing([$"≤ {text.Length - offset}"]);
        }
        else if (PlanText.HashOf(text.AsSpan(offset, task.QuoteLength!.Value)) is var hash && hash != task.QuoteSha256)
        {
            yield return Fault.Of(QuoteSha256.Name, PlanRefusals.QuotationDiffers, hash).Allowing([hash]);
        }
    }

    private static async Task<Dictionary<string, string>> ReadTexts(string[] themes, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var texts = new Dictionary<string, string>();
        if (themes.Length > 0)
        {
            await using var command = new NpgsqlCommand(TextsSql, connection) { Parameters = { new() { Value = themes } } };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                texts.Add(reader.GetString(0), reader.GetString(1));
            }
        }

        return texts;
    }

    /// <summary>Held until the end, as what changes is told by the difference.</summary>
    private static async Task<Dictionary<string, PlanTask>> ReadRoles(string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RolesSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stored = new Dictionary<string, PlanTask>();
        while (await reader.ReadAsync(cancellation))
        {
            stored.Add(reader.GetString(0), new PlanTask
            {
                Key = reader.GetString(0), Owner = "", Theme = "", Subsection = "", Clause = "", Ordinal = 0, Title = "", TitleEn = "",
                Leads = reader.GetFieldValue<string[]>(1), CoOperators = reader.GetFieldValue<string[]>(2), Implementers = reader.GetFieldValue<string[]>(3),
                Measures = [], MeasuresEn = [], RolesSince = reader.GetFieldValue<DateOnly?>(4),
            });
        }

        return stored;
    }

    private static IEnumerable<Fault> Unknown(OrganisationNames names, Field field, string[] organisations) =>
        from organisation in organisations
        where !names.IsRegistered(organisation)
        select Fault.Of(field.Name, CoordinationRefusals.UnknownOrganisation, organisation);
}
