using System.Text.Json;

namespace Cluster.Contracts.Coordination;

/// <summary>A score sheet (考核评分表) was defined or changed.</summary>
/// <param name="Kind">units or projects.</param>
/// <param name="Items">Each item by its name, as docs/evaluation.md describes it.</param>
public sealed record ScoreSheetDefined(string Key, string Title, string TitleEn, string Kind, decimal StartPoints, JsonElement Items);

/// <summary>An evaluation (考核) was published for objections, or frozen with its ranks.</summary>
/// <param name="Evaluation">baotou-units.2026.</param>
/// <param name="State">published or frozen.</param>
/// <param name="Results">Every subject's points and rank as they then stood.</param>
public sealed record EvaluationMoved(string Evaluation, string Sheet, int Year, string State, DateOnly AsOf, string By, IReadOnlyList<EvaluationResult> Results);

/// <summary>A unit's own points when the evaluation was published; the others' are not its to see before they are frozen.</summary>
public sealed record EvaluationScored(string Evaluation, string Unit, decimal Points, DateOnly AsOf);

public sealed record EvaluationResult(string Subject, decimal Points, int Rank);

/// <summary>A person gave points that no event says (领导评价、通报批评).</summary>
public sealed record PointsGiven(string Evaluation, string Subject, string Item, decimal Points, string Words, string By);

/// <summary>A unit objected to a line of its score (申诉), or the objection was answered.</summary>
/// <param name="State">open, upheld or dismissed; an upheld one takes the line away.</param>
public sealed record ObjectionMoved(
    string Evaluation, int Number, string Unit, string Line, string Reason, string RaisedBy, string State, string? Answer, string? AnsweredBy);
