using Cluster.Contracts.Coordination;
using Cluster.Ingestion;

namespace Cluster.Coordination.Figures;

/// <summary>What figures mean, and the figures.</summary>
internal static class FigureResources
{
    public static void MapFigures(this RouteGroupBuilder api)
    {
        api.MapResource<CoordinationDb, Measure, MeasureDefined>(new PushMeasures());
        api.MapResource<CoordinationDb, Figure, FigureReported>(new PushFigures(TimeProvider.System));
    }
}
