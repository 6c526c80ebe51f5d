using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Portfolio.Milestones;

/// <summary>A department reports the milestones (节点) of its projects: planned, forecast and actual day. Slips are counted, never typed.</summary>
public sealed class PushMilestones(string service, TimeProvider time) : Push<Milestone, MilestoneReported>(
    service, "project-milestones", [ProjectPart.Named, Name, Planned], [Key, Ordinal, Gate, Forecast, Actual, Correction, Note])
{
    private const int OrdinalMax = 999;

    private static readonly TextField Key = new("key", "节点编码", "The milestone's key", MaxLength: 110);
    private static readonly IntegerField Ordinal = new("ordinal", "序号", "The ordinal", "", 1, OrdinalMax);
    private static readonly TextField Name = new("name", "节点名称", "The name", MaxLength: 200);
    private static readonly CodeField<ProjectStage> Gate = new("gate", "阶段门", "The gate", StageGates.Codes);
    private static readonly DateField Planned = new("planned", "计划日期", "The planned day");
    private static readonly DateField Forecast = new("forecast", "预计日期", "The forecast day");
    private static readonly DateField Actual = new("actual", "实际日期", "The actual day");
    private static readonly TextField Correction = new("correction", "更正原因", "The reason of the correction", MaxLength: 500, Lines: true);
    private static readonly TextField Note = new("note", "说明", "The note", MaxLength: 1_000, Lines: true);

    private const string StoredSql = """
        select key, planned, forecast, actual, slips, correction, as_of from project_milestones where key = any($1)
        """;

    public override Milestone Build(Row row)
    {
        var milestone = new Milestone
        {
            Key = row.FindKey(Key) ?? "",
            Owner = row.Caller.Organisation,
            Project = row.Get(ProjectPart.Named),
            Ordinal = row.Find(Ordinal),
            Name = row.Get(Name),
            Gate = row.Find(Gate),
            Planned = row.Get(Planned),
            Forecast = row.Find(Forecast),
            Actual = row.Find(Actual),
            Correction = row.Find(Correction),
            Note = row.Find(Note),
        };
        if (row.IsSound && milestone is { Key: "", Ordinal: null })
        {
            row.Refuse(Fault.Of(Ordinal.Name, MilestoneRefusals.KeyMissing));
        }

        if (milestone.Gate is { } gate && StageGates.IsHalted(gate))
        {
            var word = StageGates.Codes.WordOf(gate);
            row.Refuse(Fault.Of(Gate.Name, MilestoneRefusals.NoGate, word.Zh, word.Code)
                .Allowing([.. Enum.GetValues<ProjectStage>().Where(s => !StageGates.IsHalted(s)).Select(StageGates.Codes.Write)]));
        }

        if (milestone.Actual > time.Today())
        {
            row.Refuse(Fault.Of(Actual.Name, PortfolioRefusals.DayInFuture, $"{milestone.Actual:yyyy-MM-dd}"));
        }

        return milestone;
    }

    public override MilestoneReported Describe(Milestone resource) => new(
        resource.Key, resource.Owner, resource.Project, resource.Ordinal, resource.Name, StageGates.Codes.Write(resource.Gate), resource.Planned,
        resource.Forecast, resource.Actual, resource.SlipDays, resource.Slips, resource.Correction, resource.Note);

    /// <summary>Finds the project and makes the key of it, counts the slip, and keeps the reason of what is only said again.</summary>
    public override async Task<Func<Milestone, Milestone>?> Resolve(
        IReadOnlyList<Milestone> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var join = await ProjectParts.Join(rows, connection, cancellation);
        var stored = await ReadStored([.. rows.Select(r => KeyOf(join(r)))], connection, cancellation);
        return row =>
        {
            var milestone = join(row);
            milestone = milestone with { Key = KeyOf(milestone), Stored = stored.GetValueOrDefault(KeyOf(milestone)) };
            return milestone with { Slips = SlipRules.Count(milestone), Correction = milestone.Correction ?? KeptReason(milestone) };
        };
    }

    public override Task<Func<Milestone, IEnumerable<Fault>>> Check(
        IReadOnlyList<Milestone> rows, NpgsqlConnection connection, CancellationToken cancellation) =>
        Task.FromResult<Func<Milestone, IEnumerable<Fault>>>(row => ProjectParts.FaultsOf(row, () => SlipRules.FaultsOf(row)));

    private static string KeyOf(Milestone row) => row.Key.Length > 0 ? row.Key : Milestone.KeyOf(row.Project, row.Ordinal ?? 0);

    private static string? KeptReason(Milestone row) =>
        row.Stored is { } stored && (stored.Planned, stored.Actual) == (row.Planned, row.Actual) ? stored.Correction : null;

    private static async Task<Dictionary<string, StoredMilestone>> ReadStored(
        string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(StoredSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stored = new Dictionary<string, StoredMilestone>();
        while (await reader.ReadAsync(cancellation))
        {
            stored.Add(reader.GetString(0), new StoredMilestone(
                reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<DateOnly?>(2), reader.GetFieldValue<DateOnly?>(3), reader.GetInt64(4),
                await reader.IsDBNullAsync(5, cancellation) ? null : reader.GetString(5), reader.GetFieldValue<DateTimeOffset?>(6)));
        }

        return stored;
    }
}
