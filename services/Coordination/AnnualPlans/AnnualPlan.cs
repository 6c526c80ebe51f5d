using System.Text.Json;
using Cluster.Contracts.Coordination;
using Cluster.Messaging;

namespace Cluster.Coordination.AnnualPlans;

/// <summary>A department's yearly implementation plan (年度实施计划): where its breakdown table stands. It is there from its first entry on.</summary>
public sealed record AnnualPlan
{
    /// <summary>In a note's place: all of an entry, or of the plan.</summary>
    public const string All = "*";

    public required string Key { get; init; }

    public required int Year { get; init; }

    public required string Organisation { get; init; }

    public PlanState State { get; init; }

    /// <summary>The revision that is in force; 0 as long as none was accepted.</summary>
    public int Revision { get; init; }

    public long Version { get; init; }

    /// <summary>Who brought it to where it stands.</summary>
    public required string EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>Who submitted it last, and so does not accept it.</summary>
    public string? SubmittedBy { get; init; }

    /// <summary>Joint leads that have endorsed what was submitted.</summary>
    public required string[] EndorsedBy { get; init; }

    /// <summary>Why an accepted plan is being changed; kept until the change is accepted.</summary>
    public string? Reason { get; init; }

    public string? ReturnNote { get; init; }

    /// <summary>A JSON object: entry/field and the office's note on it.</summary>
    public required string ReturnNotes { get; init; }

    public string Aggregate => $"coordination/{AnnualPlanEndpoints.Name}/{Key}";

    public IReadOnlyDictionary<string, string> Notes => JsonSerializer.Deserialize<Dictionary<string, string>>(ReturnNotes)!;

    public static string KeyOf(int year, string organisation) => $"{year}.{organisation}";

    internal AnnualPlanMoved Told(string step, string by, string? note) =>
        new(Year, Organisation, step, PlanMoves.States.Write(State), Revision, by, note, State == PlanState.Returned ? Notes : new Dictionary<string, string>());
}

/// <summary>One step of a plan.</summary>
public sealed record PlanStep
{
    public required string Plan { get; init; }

    public long Version { get; init; }

    public required string Command { get; init; }

    public PlanState State { get; init; }

    public int Revision { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Person { get; init; }

    public required string Organisation { get; init; }

    public required string Client { get; init; }

    public string? Note { get; init; }

    public required string Notes { get; init; }
}

/// <summary>What was accepted (审定稿), entry by entry, as it then was.</summary>
public sealed record PlanRevision
{
    public required string Plan { get; init; }

    public int Revision { get; init; }

    /// <summary>A JSON array of <see cref="PlanItemRecorded"/>, in the order of tasks and keys.</summary>
    public required string Items { get; init; }

    /// <summary>变更原因; null for the first.</summary>
    public string? Reason { get; init; }

    public required string AcceptedBy { get; init; }

    public DateTimeOffset AcceptedAt { get; init; }

    public IReadOnlyList<PlanItemRecorded> Read() => JsonSerializer.Deserialize<List<PlanItemRecorded>>(Items, EventJson.Options)!;
}
