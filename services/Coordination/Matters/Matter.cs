using Cluster.Contracts.Coordination;
using Cluster.Ingestion;

namespace Cluster.Coordination.Matters;

/// <summary>A matter to coordinate (协调事项): what a department cannot settle by itself, until the office or a joint conference has.</summary>
public sealed record Matter
{
    /// <summary>The year and its place in the year's register: 2026-001.</summary>
    public required string Number { get; init; }

    public required string Title { get; init; }

    public required string Details { get; init; }

    /// <summary>The plan's task that it is about; null where it is about a project.</summary>
    public string? Task { get; init; }

    /// <summary>A key of the city's pool.</summary>
    public string? Project { get; init; }

    /// <summary>提出单位.</summary>
    public required string RaisedBy { get; init; }

    /// <summary>Units whose help it needs (需协调单位).</summary>
    public required string[] Wanted { get; init; }

    public MatterState State { get; init; }

    /// <summary>承办单位: from its assignment on, and anew from its decision on.</summary>
    public string? Lead { get; init; }

    public required string[] CoOperators { get; init; }

    /// <summary>The last day of the assignment, then that of the decision.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The meeting on whose agenda it is, or was decided.</summary>
    public string? Conference { get; init; }

    /// <summary>议定事项.</summary>
    public string? Decision { get; init; }

    /// <summary>The day of the meeting that decided it; reports are owed from its quarter on.</summary>
    public DateOnly? DecidedOn { get; init; }

    public required string EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    public long Version { get; init; }

    public string Aggregate => $"coordination/{MatterEndpoints.Name}/{Number}";

    /// <summary>Who raised it, is wanted for it, or deals with it: they see it in the register.</summary>
    internal IEnumerable<string> Concerned => [RaisedBy, .. Wanted, .. Lead is null ? [] : new[] { Lead }, .. CoOperators];

    internal MatterMoved Told(MatterStep step) => new(
        Number, step.Command, MatterMoves.States.Write(State), Title, Task, Project, RaisedBy, Wanted, Lead, CoOperators, Due, Conference, Decision,
        step.Person, step.Words);
}

/// <summary>One step of a matter, and what held after it, so that any past day can be read.</summary>
public sealed record MatterStep
{
    public required string Number { get; init; }

    public long Version { get; init; }

    public required string Command { get; init; }

    public MatterState State { get; init; }

    public string? Lead { get; init; }

    public required string[] CoOperators { get; init; }

    public DateOnly? Due { get; init; }

    public string? Conference { get; init; }

    public string? Decision { get; init; }

    public DateOnly? DecidedOn { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Person { get; init; }

    public required string Organisation { get; init; }

    public required string Client { get; init; }

    public string? Words { get; init; }

    public static MatterStep Of(Matter matter, string command, string organisation, string client, string? words) => new()
    {
        Number = matter.Number,
        Version = matter.Version,
        Command = command,
        State = matter.State,
        Lead = matter.Lead,
        CoOperators = matter.CoOperators,
        Due = matter.Due,
        Conference = matter.Conference,
        Decision = matter.Decision,
        DecidedOn = matter.DecidedOn,
        At = matter.EnteredAt,
        Person = matter.EnteredBy,
        Organisation = organisation,
        Client = client,
        Words = words,
    };
}
