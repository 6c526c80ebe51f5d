using Cluster.Portfolio.Dispatch;

namespace Cluster.Coordination.Bulletins.Checking;

/// <summary>One equation that the figures of a bulletin have to meet (合计校核).</summary>
/// <param name="Equation">With what it is about: 新建 + 续建 = 合计：年度计划投资（万元）.</param>
/// <param name="Left">What its left side comes to.</param>
/// <param name="Right">The figure that is published.</param>
/// <param name="Difference">Right less left.</param>
/// <param name="Outcome">exact; rounding, where printed digits miss by the last one, which is noted; off or unknown, with which none is issued.</param>
public sealed record BulletinCheck(string Equation, string EquationEn, decimal? Left, decimal? Right, decimal? Difference, string Outcome)
{
    public bool Fails => Outcome is SumCheck.Off or SumCheck.Unknown;

    public bool IsRounded => Outcome is SumCheck.Rounding;

    /// <param name="step">The last digit that is printed; 0 of what is counted exactly.</param>
    internal static BulletinCheck Of(string zh, string en, IReadOnlyCollection<decimal?> left, decimal? right, decimal step = 0)
    {
        var check = SumCheck.Check(zh, right, left, step);
        return new BulletinCheck(zh, en, check.Parts, check.Total, check.Difference, check.Outcome);
    }
}
