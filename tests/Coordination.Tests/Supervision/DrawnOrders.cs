namespace Cluster.Coordination.Tests.Supervision;

/// <summary>The states and commands of docs/supervision.md, each pair with the state it leads to or the code it is refused with.</summary>
internal static class DrawnOrders
{
    private const string Commands = "sign remind feedback extend close return cancel";

    /// <summary>A line a state, a column a command.</summary>
    private const string Table = """
        proposed  issued                      order-remind-before-signing   order-feedback-before-signing   order-extend-before-signing   order-close-before-signing   order-return-before-signing   cancelled
        issued    order-signed-before         reminded                      fed-back                        issued                        order-close-before-feedback  order-return-before-feedback  order-cancel-while-issued
        reminded  order-sign-after-reminder   reminded                      fed-back                        reminded                      order-close-after-reminder   order-return-after-reminder   order-cancel-while-reminded
        fed-back  order-sign-after-feedback   order-remind-after-feedback   order-fed-back-before           order-extend-after-feedback   closed                       returned                      order-cancel-before-closing
        returned  order-sign-after-return     reminded                      fed-back                        returned                      order-close-after-return     order-returned-before         order-cancel-while-returned
        closed    order-sign-after-closing    order-remind-after-closing    order-feedback-after-closing    order-extend-after-closing    order-closed-before          order-return-after-closing    cancelled
        cancelled order-sign-after-cancelling order-remind-after-cancelling order-feedback-after-cancelling order-extend-after-cancelling order-close-after-cancelling order-return-after-cancelling order-cancelled-before
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

    public static string OutcomeOf(string from, string command) => Outcomes[(from, command)];

    public static bool IsDrawn(string from, string command) => !Outcomes[(from, command)].StartsWith("order-", StringComparison.Ordinal);

    public static string After(string from, string command) => IsDrawn(from, command) ? Outcomes[(from, command)] : from;

    public static HashSet<string> Reachable()
    {
        var reached = new HashSet<string> { "proposed" };
        var found = 0;
        while (found < reached.Count)
        {
            found = reached.Count;
            reached.UnionWith([.. from state in reached from command in Commands.Split(' ') select After(state, command)]);
        }

        return reached;
    }
}
