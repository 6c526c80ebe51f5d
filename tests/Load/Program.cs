using System.Diagnostics;
using System.Globalization;
using Cluster.Load;
using Cluster.Load.Measuring;
using Cluster.Load.Stack;
using Npgsql;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [var folder, .. var options] || options.Except(["--quick"]).Except(Scenarios.Names).Any())
{
    await Console.Error.WriteLineAsync($"Usage: Cluster.Load <folder> [--quick] [{string.Join('|', Scenarios.Names)} ...]");
    return 2;
}

var pace = options.Contains("--quick") ? Pace.Quick : Pace.Full;
string[] chosen = [.. Scenarios.Names.Where(options.Contains)];
var loadBefore = Machine.LoadNow;
var watch = Stopwatch.StartNew();
Report? report = null;
try
{
    Say("启动 Starting the system");
    var data = Path.GetFullPath(Path.Combine(folder, "stack"));
    await using var stack = await RunningStack.Start(data);
    report = new Report(await Machine.Describe(stack, data, loadBefore));

    var scenarios = await Scenarios.Open(stack, pace, report);
    foreach (var (name, title, measure) in scenarios.All.Where(s => chosen is [] || chosen.Contains(s.Name)))
    {
        Say($"{name} {title}");
        await measure();
    }

    Console.WriteLine();
    Console.WriteLine(report.Describe());
    var file = Path.Combine(folder, $"{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}.json");
    await report.Write(file);
    Say($"每轮数据 Every round is in {file}");
    return 0;
}
catch (Exception failure) when (failure is LoadException or NpgsqlException or TimeoutException or HttpRequestException or OperationCanceledException)
{
    Console.WriteLine(report?.Describe()); // what was measured until then
    await Console.Error.WriteLineAsync($"测量未能完成 The measurement failed: {failure}");
    return 1;
}

void Say(string what) => Console.WriteLine($"▸ {watch.Elapsed.TotalSeconds,4:0} s  {what}");
