using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Cluster.Load.Stack;

namespace Cluster.Load.Measuring;

/// <param name="IsReached">Null where there is no target.</param>
internal sealed record Line(string Name, string Ours, string Floor = "", string Ratio = "", string Target = "", bool? IsReached = null);

/// <summary>What was found: a table for people, and every round for who wants to reckon again.</summary>
internal sealed class Report(Machine machine)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private readonly List<Line> _lines = [];
    private readonly List<(string What, Spending PerCall)> _spending = [];
    private readonly Dictionary<string, IReadOnlyList<object>> _rounds = [];

    public void Add(Line line) => _lines.Add(line);

    public void AddRounds(string name, IEnumerable<Round> rounds) => _rounds[name] =
    [
        .. rounds.Select(round => new
        {
            round.Calls, round.Units, Seconds = round.Took.TotalSeconds, SettledSeconds = round.Settled.TotalSeconds,
            round.Latencies.P50, round.Latencies.P95, round.Latencies.P99,
        }),
    ];

    public void AddRounds(string name, IEnumerable<Latencies> rounds) => _rounds[name] =
        [.. rounds.Select(round => new { round.Count, round.P50, round.P95, round.P99 })];

    public void AddSpending(string what, Spending perCall) => _spending.Add((what, perCall));

    public string Describe()
    {
        var text = new StringBuilder().AppendLine(machine.ToString()).AppendLine();
        text.AppendLine("| 指标 Measure | 本系统 Ours | 底线 Floor | 比 Ours ÷ floor | 目标 Target | 达到 Reached |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var line in _lines)
        {
            var reached = line.IsReached switch { true => "是 yes", false => "否 no", null => "" };
            text.AppendLine($"| {line.Name} | {line.Ours} | {line.Floor} | {line.Ratio} | {line.Target} | {reached} |");
        }

        string[] parts = [.. _spending.SelectMany(s => s.PerCall.Milliseconds.Keys).Distinct()];
        text.AppendLine();
        text.AppendLine($"| 处理器时间 Processor time, ms | {string.Join(" | ", parts)} |");
        text.AppendLine($"|---|{string.Concat(parts.Select(_ => "---:|"))}");
        foreach (var (what, perCall) in _spending)
        {
            text.AppendLine($"| {what} | {string.Join(" | ", parts.Select(part => perCall.Milliseconds[part].ToString("0.00")))} |");
        }

        return text.ToString();
    }

    public async Task Write(string file)
    {
        await using var stream = File.Create(file);
        await JsonSerializer.SerializeAsync(
            stream, new { machine, lines = _lines, processorMilliseconds = _spending.ToDictionary(s => s.What, s => s.PerCall.Milliseconds), rounds = _rounds }, Json);
    }
}
