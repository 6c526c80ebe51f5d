using Cluster.Contracts;
using Cluster.Ingestion;

namespace Cluster.Infrastructure.Works;

/// <summary>A work (工程): something that is planned, built and used, with the days on which it went on. What is built is said by the records below it.</summary>
public abstract record Work : Resource
{
    public static readonly Codes<WorkStatus> Statuses = new(
        (WorkStatus.Planned, "planned", "规划"),
        (WorkStatus.Preparation, "preparation", "前期"),
        (WorkStatus.UnderConstruction, "under-construction", "在建"),
        (WorkStatus.Completed, "completed", "建成"),
        (WorkStatus.InService, "in-service", "投用"));

    public string Name { get; init; } = "";

    /// <summary>Where it lies; of a line, where it begins.</summary>
    public DivisionCode County { get; init; }

    public WorkStatus Status { get; init; }

    /// <summary>The day since which the status holds.</summary>
    public DateOnly StatusDate { get; init; }

    public DateOnly? StartedOn { get; init; }

    public DateOnly? CompletedOn { get; init; }

    public DateOnly? InServiceOn { get; init; }

    /// <summary>Why the status fell back (更正原因).</summary>
    public string? Correction { get; init; }

    public string? Note { get; init; }

    /// <summary>Invented for a demonstration; belongs in no statistics.</summary>
    public bool Demonstration { get; init; }

    /// <summary>What is stored under its key while it is judged; null when nothing is.</summary>
    internal WorkState? Before { get; init; }

    /// <summary>A status goes on and never back, however many steps at once; back it goes only with the reason of the correction.</summary>
    public static bool FallsBack(WorkStatus from, WorkStatus to) => to < from;
}

/// <summary>How far a work is, in this order.</summary>
public enum WorkStatus
{
    Planned,
    Preparation,
    UnderConstruction,
    Completed,
    InService,
}

/// <summary>How far a work was said to be, why that was less than before, and when its sender said so.</summary>
internal sealed record WorkState(WorkStatus Status, string? Correction, DateTimeOffset? AsOf);
