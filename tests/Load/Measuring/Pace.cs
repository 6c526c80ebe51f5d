namespace Cluster.Load.Measuring;

/// <summary>How long and how often everything is measured.</summary>
/// <param name="HistoryFactor">How many times the first quarter's reports there are in the end.</param>
/// <param name="Months">Of figures that each project has in the end.</param>
internal sealed record Pace(int Rounds, TimeSpan Round, TimeSpan WarmUp, int HistoryFactor, int Months)
{
    public static readonly Pace Full = new(5, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), 100, 36);

    /// <summary>Shows that everything works; its figures mean little.</summary>
    public static readonly Pace Quick = new(1, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), 8, 2);
}
