namespace Cluster.Coordination.Tests.Reporting.Reports;

/// <summary>The states and commands of docs/reporting-cycles.md, each pair with the state it leads to or the code it is refused with.</summary>
internal static class DrawnReports
{
    private const string Commands = "submit withdraw accept return";

    /// <summary>A line a state, a column a command.</summary>
    private const string Table = """
        missing   submitted                        report-withdraw-before-report     report-accept-before-report    report-return-before-report
        submitted submitted                        withdrawn                         accepted                       returned
        returned  submitted                        withdrawn                         report-accept-after-return     report-returned-before
        accepted  report-submit-after-acceptance   report-withdraw-after-acceptance  report-accepted-before         report-return-after-acceptance
        withdrawn submitted                        report-withdrawn-before           report-accept-after-withdrawal report-return-after-withdrawal
        """;

    public static readonly IReadOnlyDictionary<(string From, string Command), string> Outcomes = (
        from line in Table.Split('\n')
        let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        from pair in Commands.Split(' ').Zip(words[1..])
        select (Key: (words[0], pair.First), Outcome: pair.Second)).ToDictionary(p => p.Key, p => p.Outcome);

    public static TheoryData<string, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string>();
            foreach (var ((from, command), outcome) in Outcomes)
            {
                pairs.Add(from, command, outcome);
            }

            return pairs;
        }
    }

    public static bool IsDrawn(string from, string command) => !Outcomes[(from, command)].StartsWith("report-", StringComparison.Ordinal);

    public static string After(string from, string command) => IsDrawn(from, command) ? Outcomes[(from, command)] : from;
}
