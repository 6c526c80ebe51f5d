using System.Diagnostics;
using System.Globalization;
using Cluster.Load;
using Cluster.Load.Measuring;
using Cluster.Load.Stack;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [var folder, .. var options] || options is not ([] or ["--quick"]))
{
    await Console.Error.WriteLineAsync("Usage: Cluster.Load <folder> [--quick]");
    return 2;
}

var pace = options is [] ? Pace.Full : Pace.Quick;
var loadBefore = Machine.LoadNow;
var watch = Stopwatch.StartNew();
try
{
    Say("启动 Starting the system");
    var data = Path.GetFullPath(Path.Combine(folder, "stack"));
    await using var stack = await RunningStack.Start(data);
    var report = new Report(await Machine.Describe(stack, data, loadBefore));

    // The overview first, while nothing but the plan is there; then the writers, and last what the office sees while they write.
    var scenarios = await Scenarios.Open(stack, pace, report);
    Say("R5 总览与历史数据 The overview and the years behind it");
    await scenarios.MeasureOverview();
    Say("R1 批量报送 Batches");
    await scenarios.MeasureBatches();
    Say("R2 只增数据 Readings");
    await scenarios.MeasureReadings();
    Say("R3 单条报送 Single pushes");
    await scenarios.MeasureSingles();
    Say("R4 报送到可见 From a push to the office's sight");
    await scenarios.MeasureSight();

    Console.WriteLine();
    Console.WriteLine(report.Describe());
    var file = Path.Combine(folder, $"{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}.json");
    await report.Write(file);
    Say($"每轮数据 Every round is in {file}");
    return 0;
}
catch (Exception failure) when (failure is LoadException or TimeoutException or HttpRequestException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync($"测量未能完成 The measurement failed: {failure}");
    return 1;
}

void Say(string what) => Console.WriteLine($"▸ {watch.Elapsed.TotalSeconds,4:0} s  {what}");
