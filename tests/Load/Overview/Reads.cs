using Cluster.Load.Measuring;
using Cluster.Load.Stack;

namespace Cluster.Load.Overview;

/// <summary>R5: the office reads one page again and again; the overview, or one that no history can make slower.</summary>
internal sealed class Reads(IReadOnlyList<Door> readers, string path, int firstCalls = 100, int senders = 1)
    : Contender(unitsPerCall: 1, senders, firstCalls)
{
    public const int AtOnce = 50;

    public static Reads OfOverview(Door office) => new([office], "/api/coordination/overview");

    public static Reads OfOrganisations(Door office) => new([office], "/api/coordination/organisations?pageSize=36");

    /// <summary>R10: the dispatch table of a month, by county.</summary>
    public static Reads OfDispatch(Door door, string service, int month) =>
        new([door], $"/api/{service}/project-dispatch?month={2023 + (month / 12)}-{(month % 12) + 1:00}&by=county");

    /// <summary>R11: each seat to the central city.</summary>
    public static Reads OfConnectivity(Door door) => new([door], "/api/infrastructure/connectivity");

    /// <summary>R12: a full page of lights, and how many there are of each in every department.</summary>
    public static Reads OfLights(IReadOnlyList<Door> readers) => At(readers, "/api/coordination/lights?kind=project&pageSize=100");

    public static Reads OfLightCounts(IReadOnlyList<Door> readers) => At(readers, "/api/coordination/lights/counts?by=department");

    /// <summary>R15: the overview, and the departments by what their projects have done, against another month.</summary>
    public static Reads OfOverviewAtOnce(IReadOnlyList<Door> readers) => At(readers, "/api/coordination/overview");

    public static Reads OfRanking(IReadOnlyList<Door> readers) => At(readers, "/api/coordination/rankings?by=owner&month=2025-12&against=2025-06");

    /// <summary>R17: what one reader is shown of a day that is over; nothing of it is shared.</summary>
    public static Reads OfDay(Door office, string path, DateOnly day) =>
        new([office], $"/api/coordination/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}asOf={day:yyyy-MM-dd}", firstCalls: 10);

    protected override Func<int, Task>[] MakeReady(int calls) =>
        [.. Enumerable.Repeat<Func<int, Task>>(sender => readers[sender % readers.Count].Read(path), calls)];

    private static Reads At(IReadOnlyList<Door> readers, string path) => new(readers, path, senders: AtOnce);
}
