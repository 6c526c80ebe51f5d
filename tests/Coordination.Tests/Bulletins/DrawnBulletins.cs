namespace Cluster.Coordination.Tests.Bulletins;

/// <summary>The states and commands of docs/bulletin.md, each pair with the state it leads to or the code it is refused with.</summary>
internal static class DrawnBulletins
{
    private const string Commands = "collect issue withdraw supersede";

    /// <summary>A line a state, a column a command.</summary>
    private const string Table = """
        draft      draft                               issued                            bulletin-withdraw-before-issue       bulletin-supersede-before-issue
        issued     bulletin-collect-after-issue        bulletin-issued-before            withdrawn                            superseded
        withdrawn  bulletin-collect-after-withdrawal   bulletin-issue-after-withdrawal   bulletin-withdrawn-before            bulletin-supersede-after-withdrawal
        superseded bulletin-collect-after-supersession bulletin-issue-after-supersession bulletin-withdraw-after-supersession bulletin-superseded-before
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

    public static bool IsDrawn(string outcome) => !outcome.StartsWith("bulletin-", StringComparison.Ordinal);
}
