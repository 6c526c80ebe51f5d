namespace Cluster.Contracts;

/// <summary>What of the time before its end a figure covers (数据性质).</summary>
public enum MeasureKind
{
    /// <summary>当期值: the period alone.</summary>
    PeriodValue,

    /// <summary>本年累计: from the first of January to the period's end.</summary>
    CumulativeInYear,

    /// <summary>自开始累计: from the beginning of the work to the period's end.</summary>
    CumulativeSinceStart,

    /// <summary>时点值: how it stands on the period's last day.</summary>
    StateAtDate,
}
