using Cluster.Contracts.Portfolio;
using Cluster.Messaging;
using Cluster.Portfolio.Pool;
using Cluster.Portfolio.Pool.Merges;

namespace Cluster.Portfolio;

/// <summary>What the pool hears.</summary>
public static class PoolHandlers
{
    public static Handlers OnProjects(this Handlers handlers) => handlers
        .On<ProjectReported, OnProjectReported>()
        .On<ProjectYearReported, OnProjectYearReported>()
        .On<ProjectCurveReported, OnProjectCurveReported>()
        .On<ProjectMonthsRecorded, OnProjectMonthsRecorded>()
        .On<ProjectMonthReported, OnProjectMonthReported>()
        .On<PermitReported, OnPermitReported>()
        .On<ProblemReported, OnProblemReported>()
        .On<ProjectMergeDecided, OnProjectMergeDecided>();
}
