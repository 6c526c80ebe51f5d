using Cluster.Portfolio.Months;

namespace Cluster.Portfolio;

/// <summary>Section <c>Portfolio</c> of a service's settings.</summary>
public sealed record PortfolioOptions
{
    /// <summary>
    /// A national code whose check digit fails is refused instead of doubted. Off by default: how the digit is made was found from real codes, not
    /// read in the standard.
    /// </summary>
    public bool RefuseFailedCheckDigit { get; init; }

    /// <summary>From this distance to the schedule on, in points of percent, a month says in words why (偏差说明).</summary>
    public decimal VarianceInWordsFrom { get; init; } = 5;

    /// <summary>
    /// A project that is completed (竣工) with less of its total than this invested since its start, in percent, is doubted. No source has such a limit,
    /// so it is ours.
    /// </summary>
    public decimal CompletedInvestedPercentFrom { get; init; } = 90;

    /// <summary>
    /// 序时进度 of projects without an accepted curve of their own. The office's own service has to say the same, or its table differs from those of
    /// the others.
    /// </summary>
    public CitySchedule Schedule { get; init; } = CitySchedule.Straight;

    /// <summary>Of one file. The gateway lets through at most 64 MiB.</summary>
    public int EvidenceBytesMax { get; init; } = 20 * 1024 * 1024;

    /// <summary>Files of a project that are not withdrawn.</summary>
    public int EvidencePerProjectMax { get; init; } = 200;
}
