using Cluster.Contracts;
using Cluster.Messaging;

namespace Cluster.Coordination.Indicators;

/// <summary>What is heard of the plan's targets as the services measure them.</summary>
internal static class IndicatorHandlers
{
    public static Handlers OnIndicators(this Handlers handlers) =>
        handlers.On<IndicatorMeasured, OnIndicatorMeasured>().On<IndicatorWithdrawn, OnIndicatorWithdrawn>();
}
