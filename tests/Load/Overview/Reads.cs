using Cluster.Load.Measuring;
using Cluster.Load.Stack;

namespace Cluster.Load.Overview;

/// <summary>R5: the office reads one page again and again; the overview, or one that no history can make slower.</summary>
internal sealed class Reads(Door office, string path) : Contender(unitsPerCall: 1, senders: 1, firstCalls: 100)
{
    public static Reads OfOverview(Door office) => new(office, "/api/coordination/overview");

    public static Reads OfOrganisations(Door office) => new(office, "/api/coordination/organisations?pageSize=36");

    protected override Func<int, Task>[] MakeReady(int calls) => [.. Enumerable.Repeat<Func<int, Task>>(_ => office.Read(path), calls)];
}
