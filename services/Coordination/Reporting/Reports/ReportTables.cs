namespace Cluster.Coordination.Reporting.Reports;

/// <summary>Where a report stands now; what was done with it are its steps.</summary>
internal sealed class ReportRow
{
    public required string Task { get; init; }

    public required string Organisation { get; init; }

    public required string Period { get; init; }

    public required string State { get; init; }

    public required string EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>The credential of the content, which does not accept it.</summary>
    public required string SubmittedClient { get; init; }

    public long Version { get; init; }
}

internal sealed class ReportStepRow
{
    public required string Task { get; init; }

    public required string Organisation { get; init; }

    public required string Period { get; init; }

    public long Version { get; init; }

    public required string Step { get; init; }

    public required string State { get; init; }

    public required string Person { get; init; }

    public required string Client { get; init; }

    public DateTimeOffset At { get; init; }

    // With a return, one each: the item, its field, and the note on it.
    public required string[] ReturnedItems { get; init; }

    public required string[] ReturnedFields { get; init; }

    public required string[] ReturnedNotes { get; init; }
}
