using Cluster.Load.Measuring;
using Cluster.Load.Overview;
using Cluster.Load.Progress;
using Cluster.Load.Reporting;
using Cluster.Load.Stack;

namespace Cluster.Load;

/// <summary>What the office and the departments look at, fifty at once, and what it costs to make it: after R9, whose projects it is of.</summary>
/// <param name="doors">The office's first, and then that of the department which has all the projects.</param>
internal sealed class OfficeScenarios(
    RunningStack stack, Pace pace, Report report, IReadOnlyList<Door> doors, IReadOnlyList<PlanTask> tasks)
{
    private const int RebuildRounds = 3;
    private const int DaysOfAge = 10;

    private static readonly (string Path, string What)[] OfADay =
    [
        ("overview", "总览 the overview"), ("tasks", "任务 the tasks"), ("project-dispatch?month=2025-12&by=county", "调度表 the dispatch table"),
        ("projects/permits/rates?by=district", "手续办结率 rates of permits"),
    ];

    /// <summary>Fifty at once: every second one is a department that finds what it may see, among them the one that has all projects.</summary>
    private IReadOnlyList<Door> Readers =>
        [.. Enumerable.Range(0, Reads.AtOnce).Select(r => r % 2 == 0 ? doors[0] : doors[1 + (r / 2 % (doors.Count - 1))])];

    /// <summary>After R9, whose projects they are of.</summary>
    public async Task MeasureLights()
    {
        await stack.LightsJudged();
        await MeasureReaders("R12", "亮灯一览 a page of lights", Reads.OfLights(Readers));
        await MeasureReaders("R12", "亮灯数 counts of lights", Reads.OfLightCounts(Readers));
    }

    /// <summary>After R9 too.</summary>
    public async Task MeasureOffice()
    {
        await stack.LightsJudged();
        await MeasureReaders("R15", "总览 the overview", Reads.OfOverviewAtOnce(Readers));
        await MeasureReaders("R15", "部门排名 the ranking of departments", Reads.OfRanking(Readers));
    }

    private async Task MeasureReaders(string name, string what, Reads reads)
    {
        await reads.WarmUp(pace.WarmUp);
        var rounds = new List<Round>();
        var before = stack.Processors.Read();
        for (var round = 0; round < pace.Rounds; round++)
        {
            rounds.Add(await reads.Run(pace.Round));
        }

        var times = Latencies.Of(rounds.Select(r => r.Latencies));
        report.AddRounds($"{name} {what}", rounds);
        report.AddSpending($"{name} {what}", (stack.Processors.Read() - before).Per(rounds.Sum(r => r.Calls)));
        report.Add(new(
            $"{name} {what}, {Reads.AtOnce} readers, p50 / p95 / p99", $"{times}", Target: "p95 < 300 ms", IsReached: times.P95 < 300));
    }

    /// <summary>More than any day asks for: every light of every project is judged, written and told anew.</summary>
    public async Task MeasureDayTurn()
    {
        await stack.LightsJudged();
        var took = new List<double>();
        var before = stack.Processors.Read();
        for (var round = 0; round < pace.Rounds; round++)
        {
            await stack.ForgetLights();
            took.Add((await stack.LightsJudged()).TotalSeconds);
        }

        took.Sort();
        var lights = await stack.LightsShown();
        report.AddSpending("R13 1,000 lights", (stack.Processors.Read() - before).Per((int)(lights * pace.Rounds / 1_000)));
        report.Add(new(
            $"R13 {lights:#,0} 个灯全部重算并写入 all lights judged and written anew, s", $"{took[took.Count / 2]:0.0} ({took[0]:0.0} – {took[^1]:0.0})",
            Target: "≤ 10 s per 20,000", IsReached: took[took.Count / 2] / lights * 20_000 <= 10));
    }

    /// <summary>After R9 too: the views are dropped and built again from the logs of all services, until they hold what they held before.</summary>
    public async Task MeasureRebuild()
    {
        await stack.LightsJudged();
        using var door = await stack.OperatorDoor();
        var (rates, judged, told, spent) = (new List<double>(), new List<double>(), default(ToldFacts), Spending.None);
        for (var round = 0; round < Math.Min(pace.Rounds, RebuildRounds); round++)
        {
            told = await stack.ToldInAll();
            var before = stack.Processors.Read();
            var took = await stack.Rebuilt(() => door.Ask("/api/coordination/read-models/rebuild"));
            spent += (stack.Processors.Read() - before).Per((int)(told.Facts / 1_000));
            rates.Add(told.Facts / took.TotalSeconds);
            judged.Add((await stack.LightsJudged()).TotalSeconds);
        }

        var rate = new Figure(rates);
        report.AddSpending("R16 1,000 facts", spent.Per(rates.Count));
        report.Add(new(
            $"R16 {told!.Facts:#,0} 条事实（{told.Events:#,0} 个事件）重建全部视图 all views from the log, facts/s until the last is applied", rate.Say("#,0"),
            Target: "≥ 20,000", IsReached: rate.Median >= 20_000));
        report.Add(new("R16 其后亮灯重算 the lights judged behind it, s", new Figure(judged).Say("0.0")));
    }

    /// <summary>Last, as all that is there becomes ten days older: the office reads it as of five days ago.</summary>
    public async Task MeasurePast()
    {
        await stack.Age(DaysOfAge);
        foreach (var (path, what) in OfADay)
        {
            var reads = Reads.OfDay(doors[0], path, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-DaysOfAge / 2));
            var rounds = new List<Round>();
            for (var round = 0; round < pace.Rounds; round++)
            {
                rounds.Add(await reads.Run(pace.Round));
            }

            report.AddRounds($"R17 {what}", rounds);
            report.Add(new($"R17 {what} as of a past day, p50 / p95 / p99", $"{Latencies.Of(rounds.Select(r => r.Latencies))}"));
        }
    }

    /// <summary>All members of all tasks over the plan's five years, among as many organisations as a city has; every reader with its own right.</summary>
    public async Task MeasureMatrix()
    {
        await new ReportHistory(tasks, doors).PushAgain(MatrixReads.Quarters);
        await WholeCity.Register(doors[0]);
        await stack.Settle("coordination");
        var reads = new MatrixReads(Readers);
        await reads.WarmUp(pace.WarmUp);
        var rounds = new List<Round>();
        for (var round = 0; round < pace.Rounds; round++)
        {
            rounds.Add(await reads.Run(pace.Round));
        }

        var times = Latencies.Of(rounds.Select(r => r.Latencies));
        report.AddRounds("R14 matrix", rounds);
        report.Add(new("R14 报送矩阵 reporting matrix, reads/s", Figure.Of(rounds, r => r.Rate).Say("#,0")));
        report.Add(new(
            $"R14 {tasks.Count} 项任务 × {MatrixReads.Quarters} 季度 × {WholeCity.Organisations} 个单位，{Reads.AtOnce} 人同时 readers at once, p50 / p95 / p99", $"{times}",
            Target: "p95 < 300 ms", IsReached: times.P95 < 300));
    }
}
