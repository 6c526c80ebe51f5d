using System.Diagnostics;
using System.Net;
using Cluster.Fixtures;
using Cluster.Load.DailyValues;
using Cluster.Load.Files;
using Cluster.Load.Gateway;
using Cluster.Load.Measuring;
using Cluster.Load.Months;
using Cluster.Load.Network;
using Cluster.Load.Overview;
using Cluster.Load.Progress;
using Cluster.Load.Reporting;
using Cluster.Load.Segments;
using Cluster.Load.Stack;
using Cluster.Messaging;
using Npgsql;

namespace Cluster.Load;

/// <summary>What is measured against what, and what is to be reached.</summary>
internal sealed class Scenarios
{
    private readonly RunningStack _stack;
    private readonly Pace _pace;
    private readonly Report _report;
    private readonly IReadOnlyDictionary<string, Door> _doors;
    private readonly IReadOnlyList<PlanTask> _tasks;
    private readonly NpgsqlDataSource _bare;
    private readonly BatchPushes _batches;
    private readonly OfficeScenarios _office;

    private Scenarios(
        RunningStack stack, Pace pace, Report report, IReadOnlyDictionary<string, Door> doors, IReadOnlyList<PlanTask> tasks, NpgsqlDataSource bare)
    {
        (_stack, _pace, _report, _doors, _tasks, _bare) = (stack, pace, report, doors, tasks, bare);
        _batches = new BatchPushes(Transport);
        _office = new OfficeScenarios(stack, pace, report, [Office, Transport, .. doors.Values.Except([Office, Transport])], tasks);
    }

    private Door Transport => _doors["市交通运输局"];

    private Door Ecology => _doors["市生态环境局"];

    private Door Office => _doors["领导小组办公室"];

    public static async Task<Scenarios> Open(RunningStack stack, Pace pace, Report report)
    {
        var doors = new Dictionary<string, Door>();
        foreach (var organisation in stack.Organisations)
        {
            doors[organisation] = await stack.DoorOf(organisation);
        }

        var bare = await BareTables.Create(stack.Postgres);
        await BareTables.Copy(stack.DatabaseOf("infrastructure"), bare, "segments", withIndexes: true);
        await BareTables.Copy(stack.DatabaseOf("infrastructure"), bare, "log_events", withIndexes: true);
        await BareTables.Copy(stack.DatabaseOf("ecology"), bare, "daily_values", withIndexes: false);
        return new Scenarios(stack, pace, report, doors, await PlanTask.ReadAll(doors["领导小组办公室"]), bare);
    }

    public static IReadOnlyList<string> Names { get; } = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14", "R15", "R16", "R17"];

    /// <summary>The overview first, while nothing but the plan is there; then the writers, and last what the office sees while they write.</summary>
    public IReadOnlyList<(string Name, string Title, Func<Task> Measure)> All =>
    [
        ("R5", "总览与历史数据 The overview and the years behind it", MeasureOverview),
        ("R1", "批量报送 Batches", MeasureBatches),
        ("R2", "只增数据 Readings", MeasureReadings),
        ("R3", "单条报送 Single pushes", MeasureSingles),
        ("R4", "报送到可见 From a push to the office's sight", MeasureSight),
        ("R6", "文件 Files", MeasureFiles),
        ("R7", "网关 The gateway", MeasureGateway),
        ("R8", "审计记录 The audit trail", MeasureTrail),
        ("R9", "项目月报 The months of projects", MeasureMonths),
        ("R10", "调度表 The dispatch table", MeasureDispatch),
        ("R11", "路网连通性 The connectivity of the network", MeasureConnectivity),
        ("R12", "亮灯 The lights", _office.MeasureLights),
        ("R13", "亮灯日切 The turn of the lights", _office.MeasureDayTurn),
        ("R14", "报送矩阵 The reporting matrix", _office.MeasureMatrix),
        ("R15", "总览和排名 The overview and the ranking", _office.MeasureOffice),
        ("R16", "重建视图 The views built again", _office.MeasureRebuild),
        ("R17", "截至某日 Views of a past day", _office.MeasurePast),
    ];

    private async Task MeasureBatches()
    {
        var compared = await Compare(_batches, new BareUpserts(_bare, Transport.Organisation), "infrastructure");
        var calls = Latencies.Of(compared.Ours.Select(r => r.Latencies));
        var settled = Figure.Of(compared.Ours, r => r.SettledRate);
        Keep("R1", compared, "R1 500-row call", "R1 floor, 500 rows");
        _report.Add(new(
            "R1 批量报送 batch rows/s", Figure.Of(compared.Ours, r => r.Rate).Say("#,0"), Figure.Of(compared.Floor, r => r.Rate).Say("#,0"),
            compared.Ratio.Say("0.00"), "≥ 0.40", compared.Ratio.Median >= 0.4));
        _report.Add(new(
            "R1 含事件送达 rows/s until the last event is applied", settled.Say("#,0"), Target: "≥ 10,000", IsReached: settled.Median >= 10_000));
        _report.Add(new(
            "R1 每次 500 行 500-row call p50 / p95 / p99", $"{calls}", $"{Latencies.Of(compared.Floor.Select(r => r.Latencies))}",
            Target: "p95 < 150 ms", IsReached: calls.P95 < 150));
    }

    private async Task MeasureReadings()
    {
        await BatchReadings.PushStations(Ecology);
        var compared = await Compare(new BatchReadings(Ecology), new BareCopies(_bare, Ecology.Organisation), "ecology");
        Keep("R2", compared, "R2 5,000-row call", "R2 floor, 5,000 rows");
        _report.Add(new(
            "R2 只增数据 readings rows/s", Figure.Of(compared.Ours, r => r.Rate).Say("#,0"), Figure.Of(compared.Floor, r => r.Rate).Say("#,0"),
            compared.Ratio.Say("0.00"), "≥ 0.50", compared.Ratio.Median >= 0.5));
    }

    private async Task MeasureSingles()
    {
        var compared = await Compare(new SinglePushes(Transport), new BareInserts(_bare, Transport.Organisation), "infrastructure");
        Keep("R3", compared, "R3 single push", "R3 floor, one row");
        _report.Add(new(
            "R3 单条报送 single pushes/s", Figure.Of(compared.Ours, r => r.Rate).Say("#,0"), Figure.Of(compared.Floor, r => r.Rate).Say("#,0"),
            compared.Ratio.Say("0.00"), "≥ 0.40", compared.Ratio.Median >= 0.4));
        _report.Add(new(
            "R3 单条耗时 single push p50 / p95 / p99", $"{Latencies.Of(compared.Ours.Select(r => r.Latencies))}",
            $"{Latencies.Of(compared.Floor.Select(r => r.Latencies))}"));
    }

    private async Task MeasureSight()
    {
        var task = _tasks.First(t => t.Leads is [var lead] && lead == Transport.Organisation);
        await using var bus = await BareBus.Open(_stack.Broker);
        var progress = new VisibleProgress(Transport, Office, task, bus);
        var (idle, loaded) = (new List<VisibleRound>(), new List<VisibleRound>());
        for (var round = 0; round < _pace.Rounds; round++)
        {
            using var timer = new PeriodicTimer(_pace.Round);
            idle.Add(await progress.Run(timer.WaitForNextTickAsync().AsTask()));
            loaded.Add(await progress.Run(_batches.Run(_pace.Round)));
            await _stack.Settle("infrastructure");
        }

        AddSight("R4 空闲时可见 push → view, idle, p50 / p95 / p99", "idle", idle, target: null);
        AddSight("R4 批量写入时可见 push → view under R1's load, p50 / p95 / p99", "under load", loaded, target: 1_000);
    }

    private async Task MeasureFiles()
    {
        foreach (var (kind, rows) in FileKind.All.SelectMany(kind => new[] { 5_000, kind.RowsMax }.Select(rows => (kind, rows))))
        {
            var checks = new FileChecks(Transport, kind, rows);
            await checks.WarmUp(TimeSpan.Zero);
            _stack.Processors.PeakMib("infrastructure");
            var rounds = new List<Round>();
            for (var round = 0; round < _pace.Rounds; round++)
            {
                rounds.Add(await checks.Run(_pace.Round));
            }

            var (peak, slowest) = (_stack.Processors.PeakMib("infrastructure"), rounds.Max(r => r.Latencies.P99) / 1_000);
            var isBound = kind.Name == "XLSX" && rows == 50_000;
            _report.AddRounds($"R6 {kind.Name} {rows}", rounds);
            _report.Add(new(
                $"R6 {kind.Name} {rows:#,0} 行，校验 rows checked/s",
                $"{Figure.Of(rounds, r => r.Rate).Say("#,0")}; 最慢 slowest {slowest:0.0} s; 内存峰值 peak {peak:0} MiB",
                Target: isBound ? "< 15 s" : "", IsReached: isBound ? slowest < 15 : null));
        }
    }

    private async Task MeasureGateway()
    {
        var row = new SegmentRow("gateway-1", Transport.Organisation, 1, Version: 1);
        var path = $"/api/infrastructure/segments/{row.Key}";
        await Transport.Push(PreparedPush.Single(path, row.Body, HttpStatusCode.Created));
        using var nginx = await Nginx.Start(Path.Combine(_stack.Folder, "nginx"), _stack.AddressOf("infrastructure"));
        using var direct = Transport.At(_stack.AddressOf("infrastructure"));
        using var proxied = Transport.At(nginx.Address);
        await Eventually.True(async () => (await proxied.Read(path)).Length > 0);

        var through = new RowReads(Transport, path);
        AddGateway("R7 网关 ÷ 直连 gateway ÷ direct, reads/s", await Compare(through, new RowReads(direct, path), "infrastructure"), target: null);
        AddGateway("R7 网关 ÷ nginx gateway ÷ plain proxy, reads/s", await Compare(through, new RowReads(proxied, path), "infrastructure"), target: 0.6);
    }

    /// <summary>
    /// What before-and-after values cost: the database, told by the bare statements with and without them, and the service, which finds those that differ. And
    /// what it costs to digest a call's events, told by checking the whole log. All of it against all processor time of a call.
    /// </summary>
    private async Task MeasureTrail()
    {
        using var auditor = await _stack.OperatorDoor();
        var calls = await Compare(_batches, new BareUpserts(_bare, Transport.Organisation, "trail-0"), "infrastructure");
        var before = await Compare(
            new BareUpserts(_bare, Transport.Organisation, "trail-1"), new BareUpserts(_bare, Transport.Organisation, "trail-2", withBefore: false), "infrastructure");

        await _stack.Sealed("infrastructure");
        var started = _stack.Processors.Read();
        await auditor.Read("/api/infrastructure/audit/verification");
        var checking = (_stack.Processors.Read() - started).Milliseconds["PostgreSQL"] / await _stack.EventsIn("infrastructure") * SegmentBatches.RowsPerCall;

        var values = before.OursSpent.Milliseconds["PostgreSQL"] - before.FloorSpent.Milliseconds["PostgreSQL"] + FindingWhatDiffers();
        var call = calls.OursSpent.Milliseconds.Where(part => part.Key != "bench").Sum(part => part.Value);
        var share = (values + checking) / (call - values - checking);
        Keep("R8", before, "R8 bare call with before values", "R8 bare call without");
        _report.Add(new(
            "R8 每次 500 行的审计开销 trail of a 500-row call, processor ms", $"{values:0.0} + {checking:0.0}", $"{call:0.0}", $"{share:0.00}", "≤ 0.15", share <= 0.15));
    }

    /// <summary>In the rows of a call of which half are there already, in milliseconds.</summary>
    private static double FindingWhatDiffers()
    {
        const int calls = 400;
        var changed = Enumerable.Range(0, SegmentBatches.RowsPerCall / 2).Select(number => new SegmentRow($"differs-{number}", "市交通运输局", number, Version: 2))
            .Select(row => (row.Event, Before: (row with { Version = 1 }).Event)).ToList();
        var watch = new Stopwatch();
        for (var call = -calls; call < calls; call++)
        {
            if (call == 0)
            {
                watch.Start(); // what came before has compiled it
            }

            changed.ForEach(fact => ValuesBefore.Keep(fact.Event, fact.Before));
        }

        return watch.Elapsed.TotalMilliseconds / calls;
    }

    private async Task MeasureMonths()
    {
        var months = new MonthlyPushes(Transport);
        await months.PushProjects(_pace.Months);
        var rounds = new List<Round>();
        for (var month = 0; month < _pace.Months; month++)
        {
            rounds.Add(await months.RunCalls(MonthlyPushes.CallsPerMonth));
        }

        var watch = Stopwatch.StartNew();
        await _stack.Settle("infrastructure");
        var (rows, took) = (rounds.Sum(r => r.Units), rounds.Aggregate(TimeSpan.Zero, (sum, r) => sum + r.Took));
        var calls = Latencies.Of(rounds.Select(r => r.Latencies));
        _report.AddRounds("R9 months", rounds);
        _report.Add(new(
            $"R9 {MonthlyPushes.Projects:#,0} 个项目的月报 months of projects, rows/s", $"{rows / took.TotalSeconds:#,0} ({Figure.Of(rounds, r => r.Rate).Say("#,0")} a month)",
            Target: "≥ 8,000", IsReached: rows / took.TotalSeconds >= 8_000));
        _report.Add(new("R9 含事件送达 rows/s until the last event is applied", $"{rows / (took + watch.Elapsed).TotalSeconds:#,0}"));
        _report.Add(new("R9 每次 500 行 500-row call p50 / p95 / p99", $"{calls}"));
    }

    /// <summary>After R9, whose projects and months it reads: in the service that has them, and in the office's pool.</summary>
    private async Task MeasureDispatch()
    {
        await _stack.LightsJudged(); // of the months before, which is R9's and R13's to say
        foreach (var (door, service) in new[] { (Transport, "infrastructure"), (Office, "coordination") })
        {
            var reads = Reads.OfDispatch(door, service, _pace.Months - 1);
            await reads.WarmUp(_pace.WarmUp);
            var rounds = new List<Round>();
            for (var round = 0; round < _pace.Rounds; round++)
            {
                rounds.Add(await reads.Run(_pace.Round));
            }

            var times = Latencies.Of(rounds.Select(r => r.Latencies));
            _report.AddRounds($"R10 {service}", rounds);
            _report.Add(new(
                $"R10 调度表 dispatch table, {service}, p50 / p95 / p99", $"{times}", Target: "p95 < 300 ms", IsReached: times.P95 < 300));
        }
    }

    /// <summary>Read and computed for each question, through the gateway.</summary>
    private async Task MeasureConnectivity()
    {
        await RoadGrid.Push(Transport);
        var reads = Reads.OfConnectivity(Transport);
        await reads.WarmUp(_pace.WarmUp);
        var rounds = new List<Round>();
        for (var round = 0; round < _pace.Rounds; round++)
        {
            rounds.Add(await reads.Run(_pace.Round));
        }

        var times = Latencies.Of(rounds.Select(r => r.Latencies));
        _report.AddRounds("R11 connectivity", rounds);
        _report.Add(new(
            $"R11 {RoadGrid.Segments:#,0} 个路段的连通性 connectivity of the segments, p50 / p95 / p99", $"{times}", Target: "p95 < 100 ms", IsReached: times.P95 < 100));
    }

    private void AddGateway(string name, Comparison compared, double? target)
    {
        Keep(name, compared, name, $"{name}, floor");
        _report.Add(new(
            name, Figure.Of(compared.Ours, r => r.Rate).Say("#,0"), Figure.Of(compared.Floor, r => r.Rate).Say("#,0"), compared.Ratio.Say("0.00"),
            target is null ? "" : $"≥ {target:0.00}", target is null ? null : compared.Ratio.Median >= target));
    }

    private async Task MeasureOverview()
    {
        var history = new ReportHistory(_tasks, [.. _doors.Values]);
        await history.PushFirst();
        await _stack.Settle("coordination");
        var first = await CompareReads("R5 1x");

        await history.PushRest(_pace.HistoryFactor);
        await _stack.Settle("coordination");
        var grown = await CompareReads($"R5 {_pace.HistoryFactor}x");

        AddOverview("R5 总览 overview p50, ms", first, grown, r => r.Latencies.P50, target: 1.2);
        AddOverview("R5 总览 overview p95, ms", first, grown, r => r.Latencies.P95, target: 1.2);

        Task<Comparison> CompareReads(string name) => Named(name, Compare(Reads.OfOverview(Office), Reads.OfOrganisations(Office), "coordination"));
    }

    private async Task<Comparison> Named(string name, Task<Comparison> comparing)
    {
        var compared = await comparing;
        Keep(name, compared, $"{name} overview", $"{name} list of organisations");
        return compared;
    }

    private Task<Comparison> Compare(Contender ours, Contender floor, string service) =>
        Comparison.Run(ours, floor, _pace, _stack.Processors, () => _stack.Settle(service));

    private void Keep(string name, Comparison compared, string call, string floorCall)
    {
        _report.AddRounds($"{name} ours", compared.Ours);
        _report.AddRounds($"{name} floor", compared.Floor);
        _report.AddSpending(call, compared.OursSpent);
        _report.AddSpending(floorCall, compared.FloorSpent);
    }

    private void AddSight(string name, string when, List<VisibleRound> rounds, double? target)
    {
        var seen = Latencies.Of(rounds.Select(r => r.Seen));
        _report.AddRounds($"R4 {when}, ours", rounds.Select(r => r.Seen));
        _report.AddRounds($"R4 {when}, bare bus", rounds.Select(r => r.Bus));
        _report.Add(new(
            name, $"{seen}", $"{Latencies.Of(rounds.Select(r => r.Bus))}",
            Target: target is null ? "" : $"p95 < {target:#,0} ms", IsReached: target is null ? null : seen.P95 < target));
    }

    /// <summary>Beside it, how much slower the same minute made a page that no history can touch.</summary>
    private void AddOverview(string name, Comparison first, Comparison grown, Func<Round, double> time, double target)
    {
        var (before, after) = (Figure.Of(first.Ours, time), Figure.Of(grown.Ours, time));
        var others = Figure.Of(grown.Floor, time).Median / Figure.Of(first.Floor, time).Median;
        _report.Add(new(
            $"{name}: {_pace.HistoryFactor}× ÷ 1×", after.Say("0.0"), before.Say("0.0"),
            $"{after.Median / before.Median:0.00} (a page without history {others:0.00})", $"≤ {target:0.0}", after.Median / before.Median <= target));
    }
}
