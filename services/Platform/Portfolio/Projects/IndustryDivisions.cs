namespace Cluster.Portfolio.Projects;

/// <summary>
/// The divisions (大类) of GB/T 4754-2017, by seeds/data/industry-divisions.csv; every industry class begins with one. Only they are checked: of
/// the 473 groups and 1,380 classes below them there is no list at hand that is complete for any division, and a part of one would refuse
/// classes that exist.
/// </summary>
internal static class IndustryDivisions
{
    /// <summary>Two digits each.</summary>
    public static readonly IReadOnlySet<string> Codes = Read();

    private static HashSet<string> Read()
    {
        using var text = new StreamReader(typeof(IndustryDivisions).Assembly.GetManifestResourceStream("industry-divisions.csv")!);
        return [.. text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line[..line.IndexOf(',', StringComparison.Ordinal)])];
    }
}
