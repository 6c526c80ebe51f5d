using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Portfolio.Permits;

/// <summary>A department reports the four permits (立项、环评、土地、规划) of its projects.</summary>
public sealed class PushPermits(string service, TimeProvider time) : Push<ProjectPermit, PermitReported>(
    service, "project-permits", [ProjectPart.Named, Kind, Needed], [NotNeededReason, PlannedOn, DoneOn, Number, Note])
{
    private static readonly TextField Key = new("key", "手续编码", "The permit's key", MaxLength: 120);
    private static readonly CodeField<PermitKind> Kind = new("permit", "手续", "The permit", ProjectPermit.Kinds);
    private static readonly FlagField Needed = new("needed", "是否需要办理", "Whether it is needed");
    private static readonly TextField NotNeededReason = new("notNeededReason", "不需办理原因", "The reason why it is not needed", MaxLength: 500, Lines: true);
    private static readonly DateField PlannedOn = new("plannedOn", "计划办结日期", "The planned day");
    private static readonly DateField DoneOn = new("doneOn", "办结日期", "The day on which it was given");
    private static readonly TextField Number = new("number", "文号", "The document's number", MaxLength: 100);
    private static readonly TextField Note = new("note", "说明", "The note", MaxLength: 1_000, Lines: true);

    public override ProjectPermit Build(Row row)
    {
        var permit = new ProjectPermit
        {
            Key = "",
            GivenKey = row.FindKey(Key),
            Owner = row.Caller.Organisation,
            Project = row.Get(ProjectPart.Named),
            Permit = row.Get(Kind),
            Needed = row.Get(Needed),
            NotNeededReason = row.Find(NotNeededReason),
            PlannedOn = row.Find(PlannedOn),
            DoneOn = row.Find(DoneOn),
            Number = NumberIn(row),
            Note = row.Find(Note),
        };
        if (row.IsSound)
        {
            Judge(permit, row);
        }

        return permit;
    }

    public override PermitReported Describe(ProjectPermit resource) => new(
        resource.Key, resource.Owner, resource.Project, ProjectPermit.Kinds.Write(resource.Permit), resource.Needed, resource.NotNeededReason,
        resource.PlannedOn, resource.DoneOn, resource.Number, resource.Note);

    public override async Task<Func<ProjectPermit, ProjectPermit>?> Resolve(IReadOnlyList<ProjectPermit> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var join = await ProjectParts.Join(rows, connection, cancellation);
        return row => join(row) is var permit ? permit with { Key = ProjectPermit.KeyOf(permit.Project, permit.Permit) } : row;
    }

    public override Task<Func<ProjectPermit, IEnumerable<Fault>>> Check(
        IReadOnlyList<ProjectPermit> rows, NpgsqlConnection connection, CancellationToken cancellation) =>
        Task.FromResult<Func<ProjectPermit, IEnumerable<Fault>>>(row => ProjectParts.FaultsOf(row)
            .Concat(row.GivenKey is { } given && given != row.Key ? [Fault.Of(Key.Name, IngestionRefusals.KeyMismatch, given, row.Key)] : []));

    private static string? NumberIn(Row row)
    {
        if (row.Find(Number) is not { } given || DocumentNumber.Fold(given) is not { } number)
        {
            return null;
        }

        if (number != given)
        {
            row.Say(new RowNote(Number.Name, "brackets-folded", given, number));
        }

        return number;
    }

    private void Judge(ProjectPermit permit, Row row)
    {
        if (!permit.Needed && permit.NotNeededReason is null)
        {
            row.Refuse(Fault.Of(NotNeededReason.Name, PermitRefusals.ReasonMissing));
        }

        if (permit.Needed && permit.NotNeededReason is not null)
        {
            row.Refuse(Fault.Of(NotNeededReason.Name, PermitRefusals.ReasonOfNeeded));
        }

        if (!permit.Needed && permit is not { PlannedOn: null, DoneOn: null, Number: null })
        {
            row.Refuse(Fault.Of(Needed.Name, PermitRefusals.NotNeeded));
        }

        if (permit.DoneOn > time.Today())
        {
            row.Refuse(Fault.Of(DoneOn.Name, PortfolioRefusals.DayInFuture, $"{permit.DoneOn:yyyy-MM-dd}"));
        }

        if (permit is { Needed: true, Number: not null, DoneOn: null })
        {
            row.Refuse(Fault.Of(DoneOn.Name, PermitRefusals.DayMissing));
        }

        if (permit is { Needed: true, Number: null, DoneOn: not null })
        {
            row.Say(RowNote.Doubt(Fault.Of(Number.Name, PermitRefusals.NumberMissing), ""));
        }
    }
}
