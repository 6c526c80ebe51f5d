using Cluster.Client;

namespace Cluster.Dashboard.Plan;

/// <summary>The number of tasks in a state; one that is not mentioned has none.</summary>
internal static class Counts
{
    public static int Count(this Overview overview, TaskState state) => overview.States.GetValueOrDefault(state.Code);

    public static int Count(this ThemeSummary theme, TaskState state) => theme.States.GetValueOrDefault(state.Code);
}
