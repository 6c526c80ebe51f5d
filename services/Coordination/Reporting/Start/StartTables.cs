namespace Cluster.Coordination.Reporting.Start;

/// <summary>That reporting began, and how far its moments were dealt with; one row.</summary>
internal sealed class ReportingStartRow
{
    public const short OnlyId = 1;

    public short Id { get; init; }

    public required string Rhythm { get; init; }

    public DateOnly Since { get; init; }

    public DateOnly? Until { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public required string StartedBy { get; init; }

    public long Version { get; init; }

    /// <summary>Up to which moment reminders and what is overdue were told.</summary>
    public DateTimeOffset HandledUntil { get; init; }
}

/// <summary>A year's notice on holidays as the office loaded it.</summary>
internal sealed class LoadedNoticeRow
{
    public int Year { get; init; }

    public long Version { get; init; }

    public required string Source { get; init; }

    public required DateOnly[] Days { get; init; }

    public required bool[] AreWorking { get; init; }

    public required string[] Festivals { get; init; }

    public DateTimeOffset LoadedAt { get; init; }

    public required string LoadedBy { get; init; }
}

/// <summary>A cycle that was opened, with its days as they were last counted.</summary>
internal sealed class OpenedCycleRow
{
    public required string Period { get; init; }

    public DateOnly Due { get; init; }

    public bool IsProvisional { get; init; }

    public DateOnly Closes { get; init; }

    public DateOnly Final { get; init; }

    public long Version { get; init; }
}
