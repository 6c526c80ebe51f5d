using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Positions;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.Portfolio.Projects;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Infrastructure.Segments;

/// <summary>A department pushes road and rail segments (路段、线段).</summary>
public sealed class PushSegments(TimeProvider time) : Push<Segment, SegmentReported>(
    "infrastructure", "segments", [Key, Kind, Name, Status],
    [
        Route, Touches, LengthKm, Class, StatusDate, OpenedOn, InvestmentWan, Note,
        From, To, Via, Routes, ClassSince, EarlierClasses, AlignmentSince, Lanes, StartedOn, CompletedOn, CrsOf, Geometry, Project,
    ])
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
    private static readonly TextField From = new("from", "起点节点", "The node where it begins", MaxLength: 100);
    private static readonly TextField To = new("to", "终点节点", "The node where it ends", MaxLength: 100);
    private static readonly TextListField Via = new("via", "途经节点", "The nodes on the way", MaxLength: 100, MaxCount: 60);
    private static readonly TextListField Routes = new("routes", "共线路线编号", "The route codes", MaxLength: 10, MaxCount: 10);
    private static readonly DateField ClassSince = new("classSince", "等级起始日期", "The first day of the class");
    private static readonly TextListField EarlierClasses = new("earlierClasses", "以前的技术等级", "The earlier classes", MaxLength: 40, MaxCount: 20);
    private static readonly DateField AlignmentSince = new("alignmentSince", "走向起始日期", "The first day of ends, length and routes");
    private static readonly IntegerField Lanes = new("lanes", "车道数", "The lanes", "条", 1, 16);
    private static readonly DateField StartedOn = new("startedOn", "开工日期", "The day of the start");
    private static readonly DateField CompletedOn = new("completedOn", "建成日期", "The day of completion");
    private static readonly CodeField<Crs> CrsOf = new("crs", "坐标系", "The coordinate reference system", CrsConversion.All);
    private static readonly ObjectField Geometry = new("geometry", "线位", "The geometry", GivenLine.TextMax, GivenLine.Sample);
    private static readonly TextField Project = new("project", "建设项目", "The project that builds it", MaxLength: 100);

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
            From = row.Find(From),
            To = row.Find(To),
            Via = row.Find(Via) ?? [],
            Routes = row.Find(Routes) ?? [],
            ClassSince = row.Find(ClassSince),
            EarlierClasses = [.. (row.Find(EarlierClasses) ?? []).Select(text => DatedClass.Read(text)?.ToString() ?? text)],
            AlignmentSince = row.Find(AlignmentSince),
            Lanes = row.Find(Lanes),
            StartedOn = row.Find(StartedOn),
            CompletedOn = row.Find(CompletedOn),
            Project = row.Find(Project),
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

        // What begins on a later day would be measured by nobody on that day: it is reported when it has come.
        foreach (var (field, day) in new[] { (StatusDate, segment.StatusDate), (ClassSince, segment.ClassSince), (AlignmentSince, segment.AlignmentSince) })
        {
            if (day > time.Today())
            {
                row.Refuse(Fault.Of(field.Name, InfrastructureRefusals.DayInFuture, field.Zh, $"{day:yyyy-MM-dd}", field.En));
            }
        }

        RefuseWhatContradictsItself(row, segment);
        return segment with { Line = Line(row, segment) };
    }

    public override SegmentReported Describe(Segment resource) => new(
        resource.Key, resource.Owner, Segment.Kinds.Write(resource.Kind), resource.Route, resource.Name, resource.Touches,
        resource.LengthKm, Segment.Classes.Write(resource.TechnicalClass), Segment.Statuses.Write(resource.Status),
        resource.StatusDate, resource.OpenedOn, resource.InvestmentWan, resource.Note, resource.From, resource.To, resource.Via, resource.Routes,
        resource.ClassSince, resource.EarlierClasses, resource.AlignmentSince, resource.Lanes, resource.StartedOn, resource.CompletedOn,
        resource.Line is null ? null : CrsConversion.All.Write(Crs.Wgs84), GivenLine.Write(resource.Line), resource.Project);

    /// <summary>Finds the project that builds it, and says where the ends of the line are far from its nodes.</summary>
    public override async Task<Func<Segment, Segment>?> Resolve(
        IReadOnlyList<Segment> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var lined = rows.Where(r => r.Line is not null).ToList();
        var projects = rows.Select(r => r.Project).OfType<string>().ToList();
        if (lined.Count == 0 && projects.Count == 0)
        {
            return null;
        }

        var places = lined.Count > 0 ? await connection.ReadNodes([.. lined.SelectMany(r => r.Nodes).Distinct()], cancellation) : [];
        var find = projects.Count > 0 ? await ReferredProject.Find(projects, connection, cancellation) : null;
        return row => SegmentLine.NotesOnEnds(row, places, Geometry.Name).Aggregate(NamingProject(row, find), (r, note) => r.Noting(note));
    }

    /// <summary>A segment does not end where nothing begins.</summary>
    public override async Task<Func<Segment, IEnumerable<Fault>>> Check(
        IReadOnlyList<Segment> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var named = rows.SelectMany(NodesOf).Select(n => n.Key).Distinct().ToArray();
        var places = named.Length > 0 ? await connection.ReadNodes(named, cancellation) : [];
        return row => NodesOf(row).Where(n => !places.ContainsKey(n.Key)).Select(n => Fault.Of(n.Field, InfrastructureRefusals.UnknownNode, n.Key))
            .Concat(row.ProjectFault is { } fault ? [fault] : []);
    }

    public override async Task Then(IReadOnlyList<Change<Segment>> changes, LogTransaction transaction, CancellationToken cancellation)
    {
        var isNetworkChanged = await KeepStates.After(changes, transaction, cancellation);
        await MeasureRailLines.After(changes, transaction, cancellation);
        if (isNetworkChanged)
        {
            await MeasureNetwork.After(transaction, cancellation);
        }
    }

    private static Segment NamingProject(Segment row, Func<string, string, ReferredProject>? find)
    {
        if (row.Project is null || find?.Invoke(row.Project, row.Owner) is not { } project)
        {
            return row;
        }

        var naming = row with { Project = project.Key, ProjectFault = project.Fault };
        return project.Note is { } note ? naming.Noting(note) : naming;
    }

    private static IEnumerable<(string Field, string Key)> NodesOf(Segment row) =>
    [
        .. row.From is { } from ? [(From.Name, from)] : Array.Empty<(string, string)>(),
        .. row.To is { } to ? [(To.Name, to)] : Array.Empty<(string, string)>(),
        .. row.Via.Select(key => (Via.Name, key)),
    ];

    private static void RefuseWhatContradictsItself(Row row, Segment segment)
    {
        foreach (var code in segment.Kind == SegmentKind.Road ? segment.Routes.Where(r => !RouteCode.IsOne(r)) : [])
        {
            row.Refuse(Fault.Of(Routes.Name, InfrastructureRefusals.BadRouteCode, Refusal.Repeat(code)));
        }

        var last = DateOnly.MinValue;
        foreach (var text in segment.EarlierClasses)
        {
            var isNext = DatedClass.Read(text) is { } earlier && earlier.Since > last && earlier.Since < segment.ClassSince
                && Segment.Fits(segment.Kind, earlier.Class);
            if (!isNext)
            {
                row.Refuse(Fault.Of(EarlierClasses.Name, InfrastructureRefusals.BadEarlierClass, Refusal.Repeat(text)));
            }

            last = DatedClass.Read(text)?.Since ?? last;
        }

        if (segment.Via.Length > 0 && segment.Nodes.Count == 0)
        {
            row.Refuse(Fault.Of(Via.Name, InfrastructureRefusals.ViaWithoutEnds));
        }

        foreach (var key in segment.Via.Where(key => key == segment.From || key == segment.To))
        {
            row.Refuse(Fault.Of(Via.Name, InfrastructureRefusals.NodeTwice, key));
        }

        foreach (var (field, day) in new[] { (CompletedOn.Name, segment.CompletedOn), (OpenedOn.Name, segment.OpenedOn) })
        {
            if (day < segment.StartedOn)
            {
                row.Refuse(Fault.Of(field, InfrastructureRefusals.CompletedBeforeStart, $"{day:yyyy-MM-dd}", $"{segment.StartedOn:yyyy-MM-dd}"));
            }
        }
    }

    private static NetTopologySuite.Geometries.Geometry? Line(Row row, Segment segment)
    {
        var (text, crs) = (row.Find(Geometry), row.Find(CrsOf));
        if (text is null || !row.IsSound)
        {
            return null;
        }

        if (crs is null)
        {
            row.Refuse(Fault.Of(CrsOf.Name, InfrastructureRefusals.CrsMissing).Allowing(CrsConversion.All.All));
            return null;
        }

        var (line, fault) = GivenLine.Read(text, crs.Value, Geometry.Name);
        if ((fault ?? SegmentLine.FaultOfLength(segment.LengthKm, line!, LengthKm.Name)) is { } faulty)
        {
            row.Refuse(faulty);
            return null;
        }

        foreach (var note in GivenLine.NotesOn(line!, crs.Value, Geometry.Name).Concat(SegmentLine.NotesOnLength(segment.LengthKm, line!, LengthKm.Name)))
        {
            row.Say(note);
        }

        return line;
    }
}
