using Cluster.Contracts.Infrastructure;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;

namespace Cluster.Infrastructure.Segments;

/// <summary>A department pushes road and rail segments (路段、线段).</summary>
public sealed class PushSegments(TimeProvider time) : Push<Segment, SegmentReported>(
    "infrastructure", "segments", [Key, Kind, Name, Status], [Route, Touches, LengthKm, Class, StatusDate, OpenedOn, InvestmentWan, Note])
{
    private static readonly TextField Key = new("key", "线段编码", "The segment's key", MaxLength: 100);
    private static readonly CodeField<SegmentKind> Kind = new("kind", "类别", "The kind", Segment.Kinds);
    private static readonly TextField Route = new("route", "路线编号", "The route", MaxLength: 40);
    private static readonly TextField Name = new("name", "名称", "The name", MaxLength: 200);
    private static readonly TextListField Touches = new("touches", "途经地", "The places touched", MaxLength: 60, MaxCount: 60);
    private static readonly DecimalField LengthKm = new("lengthKm", "里程", "The length", "km", 0.001m, 5_000m, 3);
    private static readonly CodeField<TechnicalClass> Class = new("technicalClass", "技术等级", "The technical class", Segment.Classes);
    private static readonly CodeField<SegmentStatus> Status = new("status", "状态", "The status", Segment.Statuses);
    private static readonly DateField StatusDate = new("statusDate", "状态日期", "The day of the status");
    private static readonly DateField OpenedOn = new("openedOn", "通车日期", "The day of opening");
    private static readonly DecimalField InvestmentWan = new("investmentWan", "投资", "The investment", "万元", 0m, 100_000_000m, 6);
    private static readonly TextField Note = new("note", "说明", "The note", MaxLength: 2_000, Lines: true);

    public override Segment Build(Row row)
    {
        var segment = new Segment
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Kind = row.Get(Kind),
            Route = row.Find(Route),
            Name = row.Get(Name),
            Touches = row.Find(Touches) ?? [],
            LengthKm = row.Find(LengthKm),
            TechnicalClass = row.Find(Class),
            Status = row.Get(Status),
            StatusDate = row.Find(StatusDate),
            OpenedOn = row.Find(OpenedOn),
            InvestmentWan = row.Find(InvestmentWan),
            Note = row.Find(Note),
        };
        if (segment.TechnicalClass is { } technicalClass && !Segment.Fits(segment.Kind, technicalClass))
        {
            row.Refuse(Fault.Of(Class.Name, InfrastructureRefusals.ClassOfOtherKind, Segment.Classes.Write(technicalClass)));
        }

        // The day may be unknown of a road that was opened long ago, but one that is not open has none.
        if (segment.OpenedOn is not null && segment.Status is not (SegmentStatus.Open or SegmentStatus.Rebuilding))
        {
            row.Refuse(Fault.Of(OpenedOn.Name, InfrastructureRefusals.OpenedButNotOpen, Segment.Statuses.Write(segment.Status)));
        }

        if (segment.OpenedOn > time.Today())
        {
            row.Refuse(Fault.Of(OpenedOn.Name, InfrastructureRefusals.OpenedInFuture, $"{segment.OpenedOn:yyyy-MM-dd}"));
        }

        return segment;
    }

    public override SegmentReported Describe(Segment resource) => new(
        resource.Key, resource.Owner, Segment.Kinds.Write(resource.Kind), resource.Route, resource.Name, resource.Touches,
        resource.LengthKm, Segment.Classes.Write(resource.TechnicalClass), Segment.Statuses.Write(resource.Status),
        resource.StatusDate, resource.OpenedOn, resource.InvestmentWan, resource.Note);

    public override Task Then(IReadOnlyList<Change<Segment>> changes, LogTransaction transaction, CancellationToken cancellation) =>
        MeasureRailLines.After(changes, transaction, cancellation);
}
