using Cluster.Ingestion;

namespace Cluster.Portfolio.Projects;

/// <summary>Dispatch stage (调度阶段) of a project.</summary>
public enum ProjectStage
{
    /// <summary>谋划.</summary>
    Idea,

    /// <summary>储备.</summary>
    Reserve,

    /// <summary>前期.</summary>
    Preparation,

    /// <summary>开工.</summary>
    Started,

    /// <summary>在建.</summary>
    Building,

    /// <summary>竣工.</summary>
    Completed,

    /// <summary>投产.</summary>
    Operating,

    /// <summary>缓建: put off, before or after the start.</summary>
    Deferred,

    /// <summary>停建: work has stopped.</summary>
    Stopped,

    /// <summary>终止: for good.</summary>
    Terminated,
}

/// <summary>
/// The stage gates (阶段门): which stage may follow which, and what entering one has to show. 前期 and 在建 can be passed between two reports;
/// what is halted goes on where it stood, or is given up. Any other move is a correction, which says so.
/// </summary>
public static class StageGates
{
    public static readonly Codes<ProjectStage> Codes = new(
        (ProjectStage.Idea, "idea", "谋划"),
        (ProjectStage.Reserve, "reserve", "储备"),
        (ProjectStage.Preparation, "preparation", "前期"),
        (ProjectStage.Started, "started", "开工"),
        (ProjectStage.Building, "building", "在建"),
        (ProjectStage.Completed, "completed", "竣工"),
        (ProjectStage.Operating, "operating", "投产"),
        (ProjectStage.Deferred, "deferred", "缓建"),
        (ProjectStage.Stopped, "stopped", "停建"),
        (ProjectStage.Terminated, "terminated", "终止"));

    private static readonly Dictionary<ProjectStage, ProjectStage[]> Moves = new()
    {
        [ProjectStage.Idea] = [ProjectStage.Reserve, ProjectStage.Deferred, ProjectStage.Terminated],
        [ProjectStage.Reserve] = [ProjectStage.Preparation, ProjectStage.Started, ProjectStage.Deferred, ProjectStage.Terminated],
        [ProjectStage.Preparation] = [ProjectStage.Started, ProjectStage.Deferred, ProjectStage.Terminated],
        [ProjectStage.Started] = [ProjectStage.Building, ProjectStage.Completed, ProjectStage.Deferred, ProjectStage.Stopped, ProjectStage.Terminated],
        [ProjectStage.Building] = [ProjectStage.Completed, ProjectStage.Deferred, ProjectStage.Stopped, ProjectStage.Terminated],
        [ProjectStage.Completed] = [ProjectStage.Operating],
        [ProjectStage.Operating] = [],
        [ProjectStage.Deferred] =
            [ProjectStage.Idea, ProjectStage.Reserve, ProjectStage.Preparation, ProjectStage.Started, ProjectStage.Building, ProjectStage.Terminated],
        [ProjectStage.Stopped] = [ProjectStage.Started, ProjectStage.Building, ProjectStage.Terminated],
        [ProjectStage.Terminated] = [],
    };

    /// <summary>Days after which a project that has not moved is stuck; no source has such a limit, so it is ours. Null where it may stay.</summary>
    private static readonly Dictionary<ProjectStage, int> StuckAfter = new()
    {
        [ProjectStage.Idea] = 365,
        [ProjectStage.Reserve] = 365,
        [ProjectStage.Preparation] = 180,
        [ProjectStage.Started] = 90,
        [ProjectStage.Completed] = 180,
        [ProjectStage.Deferred] = 180,
        [ProjectStage.Stopped] = 90,
    };

    public static int? StuckAfterDays(ProjectStage stage) => StuckAfter.TryGetValue(stage, out var days) ? days : null;

    public static IReadOnlyList<ProjectStage> After(ProjectStage stage) => Moves[stage];

    /// <summary>Evidence (佐证) is asked for at the gates that money and statistics hang on.</summary>
    public static bool AsksForEvidence(ProjectStage stage) => stage is ProjectStage.Started or ProjectStage.Completed or ProjectStage.Operating;

    public static bool IsHalted(ProjectStage stage) => stage is ProjectStage.Deferred or ProjectStage.Stopped or ProjectStage.Terminated;

    /// <summary>Work on it has begun, or had begun before it stopped.</summary>
    public static bool HasStarted(ProjectStage stage) =>
        stage is ProjectStage.Started or ProjectStage.Building or ProjectStage.Completed or ProjectStage.Operating or ProjectStage.Stopped;

    /// <summary>Certainly not begun; what is deferred or given up may have been.</summary>
    public static bool IsBeforeStart(ProjectStage stage) => stage is ProjectStage.Idea or ProjectStage.Reserve or ProjectStage.Preparation;

    public static bool IsCompleted(ProjectStage stage) => stage is ProjectStage.Completed or ProjectStage.Operating;
}
