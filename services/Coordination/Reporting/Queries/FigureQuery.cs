using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting.Queries;

/// <summary>Where a query stands.</summary>
public enum QueryState
{
    Open,
    Answered,
    Settled,
}

/// <summary>What is done with a query; the clash itself opens one.</summary>
public enum QueryCommand
{
    Answer,
    Settle,
}

/// <summary>Which of the two figures holds.</summary>
public enum QueryOutcome
{
    Typed,
    Pushed,

    /// <summary>One of them was corrected, and they agree.</summary>
    Agreed,
}

/// <summary>
/// A query (疑问单): a typed figure differs from the pushed one (office-practice §6). Neither overwrites the other: the department answers, and the
/// office settles which of them holds. Once they agree it settles itself.
/// </summary>
public sealed record FigureQuery
{
    public static readonly Codes<QueryState> States = new(
        (QueryState.Open, "open", "待答复"), (QueryState.Answered, "answered", "已答复"), (QueryState.Settled, "settled", "已办结"));

    public static readonly Codes<QueryCommand> Commands = new((QueryCommand.Answer, "answer", "答复"), (QueryCommand.Settle, "settle", "办结"));

    public static readonly Codes<QueryOutcome> Outcomes = new(
        (QueryOutcome.Typed, "typed", "以填报数为准"), (QueryOutcome.Pushed, "pushed", "以推送数为准"), (QueryOutcome.Agreed, "agreed", "已一致"));

    /// <summary>Q and the year, and its place in the year's register: Q2026-001.</summary>
    public required string Number { get; init; }

    public required string Task { get; init; }

    public required string Organisation { get; init; }

    public required Period Period { get; init; }

    public required string Item { get; init; }

    /// <summary>In the measure's unit, as the other.</summary>
    public decimal Typed { get; init; }

    public decimal Pushed { get; init; }

    /// <summary>Whose figure was pushed.</summary>
    public required string Source { get; init; }

    public QueryState State { get; init; }

    public required string EnteredBy { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>What the department answered, or the office said when it settled it.</summary>
    public string? Words { get; init; }

    public QueryOutcome? Holds { get; init; }

    public long Version { get; init; }

    internal string Aggregate => $"coordination/figure-queries/{Number}";

    internal FigureQueryMoved Told(string step) => new(
        Number, step, States.Write(State), Task, Organisation, Period, Item, Typed, Pushed, Source, EnteredBy, Words, Outcomes.Write(Holds));
}

/// <summary>open → answered → settled; what is not drawn is refused.</summary>
public static class QueryMoves
{
    private static readonly Dictionary<(QueryState From, QueryCommand Command), QueryState> Drawn = new()
    {
        [(QueryState.Open, QueryCommand.Answer)] = QueryState.Answered,
        [(QueryState.Answered, QueryCommand.Settle)] = QueryState.Settled,
    };

    private static readonly Dictionary<(QueryState From, QueryCommand Command), Refusal> NotDrawn = new()
    {
        [(QueryState.Open, QueryCommand.Settle)] = QueryRefusals.SettleBeforeAnswer,
        [(QueryState.Answered, QueryCommand.Answer)] = QueryRefusals.AnsweredBefore,
        [(QueryState.Settled, QueryCommand.Answer)] = QueryRefusals.AnswerAfterSettling,
        [(QueryState.Settled, QueryCommand.Settle)] = QueryRefusals.SettledBefore,
    };

    /// <returns>The state that it leads to, or why it leads nowhere.</returns>
    public static (QueryState To, Refusal? Refusal) Take(QueryState from, QueryCommand command) =>
        Drawn.TryGetValue((from, command), out var to) ? (to, null) : (from, NotDrawn[(from, command)]);
}

/// <summary>Why a step leads nowhere from where a query stands, and who may not take it.</summary>
/// <remarks>{0} is the query's number, {1} who brought it to where it stands, {2} when.</remarks>
public static class QueryRefusals
{
    public static readonly Refusal SettleBeforeAnswer = new("query-settle-before-answer", RefusalKind.Conflict,
        "疑问单 {0} 尚未答复，不能办结；两数一致后自动办结。",
        "Query {0} has not been answered and cannot be settled; it settles itself once the two figures agree.");

    public static readonly Refusal AnsweredBefore = new("query-answered-before", RefusalKind.Conflict,
        "疑问单 {0} 已由“{1}”于 {2} 答复，正待办公室办结。", "Query {0} was answered before, by {1} at {2}, and waits for the office.");

    public static readonly Refusal AnswerAfterSettling = new("query-answer-after-settling", RefusalKind.Conflict,
        "疑问单 {0} 已由“{1}”于 {2} 办结，不再接受答复。", "Query {0} was settled by {1} at {2} and takes no more answers.");

    public static readonly Refusal SettledBefore = new("query-settled-before", RefusalKind.Conflict,
        "疑问单 {0} 已由“{1}”于 {2} 办结。", "Query {0} was settled before, by {1} at {2}.");

    public static readonly Refusal NotYourQuery = new("query-not-yours", RefusalKind.Forbidden,
        "疑问单 {0} 由“{1}”答复。", "Query {0} is answered by {1}.");

    public static readonly Refusal OwnAnswer = new("query-own-answer", RefusalKind.Forbidden,
        "疑问单 {0} 由“{1}”答复，须由他人办结。", "Query {0} was answered by {1}; somebody else settles it.");
}
