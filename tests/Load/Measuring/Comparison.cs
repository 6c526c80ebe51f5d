using Cluster.Load.Stack;

namespace Cluster.Load.Measuring;

/// <summary>Ours and the floor in turn, so that whatever else the machine does meets both; neither runs while the other's work is still being done.</summary>
internal sealed record Comparison(IReadOnlyList<Round> Ours, IReadOnlyList<Round> Floor, Spending OursSpent, Spending FloorSpent)
{
    /// <param name="settle">Waits until the last event of ours has been applied.</param>
    public static async Task<Comparison> Run(Contender ours, Contender floor, Pace pace, Processors processors, Func<Task<TimeSpan>> settle)
    {
        await ours.WarmUp(pace.WarmUp);
        await settle();
        await floor.WarmUp(pace.WarmUp / 2);

        var (oursRounds, floorRounds) = (new List<Round>(), new List<Round>());
        var (oursSpent, floorSpent) = (Spending.None, Spending.None);
        for (var round = 0; round < pace.Rounds; round++)
        {
            var before = processors.Read();
            var run = await ours.Run(pace.Round);
            oursRounds.Add(run with { Settled = await settle() });
            oursSpent += processors.Read() - before;

            before = processors.Read();
            floorRounds.Add(await floor.Run(pace.Round));
            floorSpent += processors.Read() - before;
        }

        return new(oursRounds, floorRounds, oursSpent.Per(oursRounds.Sum(r => r.Calls)), floorSpent.Per(floorRounds.Sum(r => r.Calls)));
    }

    public Figure Ratio => new([.. Ours.Zip(Floor, (ours, floor) => ours.Rate / floor.Rate)]);
}

/// <summary>One number from each round: the median speaks for them, the spread says how far to trust it.</summary>
internal sealed record Figure(IReadOnlyList<double> Rounds)
{
    public double Median
    {
        get
        {
            double[] sorted = [.. Rounds.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public static Figure Of(IEnumerable<Round> rounds, Func<Round, double> number) => new([.. rounds.Select(number)]);

    public string Say(string format) =>
        $"{Median.ToString(format)} ({Rounds.Min().ToString(format)} – {Rounds.Max().ToString(format)})";
}
