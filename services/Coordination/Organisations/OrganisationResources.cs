using Cluster.Contracts.Coordination;
using Cluster.Ingestion;

namespace Cluster.Coordination.Organisations;

/// <summary>Organisations, and who is meant by a name.</summary>
internal static class OrganisationResources
{
    public static RouteGroupBuilder MapOrganisations(this RouteGroupBuilder api)
    {
        api.MapResolve();
        api.MapResource<CoordinationDb, Organisation, OrganisationRegistered>(new PushOrganisations());
        return api;
    }
}
