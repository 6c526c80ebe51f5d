using Cluster.Contracts;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Reporting.Start;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Queries;

/// <param name="Words">Why the two differ.</param>
/// <param name="DecidedBy">The person, where a system sends it.</param>
public sealed record AnswerRequest(string Words, string? DecidedBy);

/// <param name="Holds">typed or pushed.</param>
public sealed record SettleRequest(string Holds, string? Words, string? DecidedBy);

/// <param name="State">open, answered or settled.</param>
/// <param name="Holds">Once it is settled: typed, pushed, or agreed where one was corrected.</param>
public sealed record QueryView(
    string Number, string Task, string Organisation, Period Period, string Item, decimal Typed, decimal Pushed, string Source, string State, string EnteredBy,
    DateTimeOffset EnteredAt, DateTimeOffset OpenedAt, string? Words, string? Holds, long Version)
{
    internal static QueryView Of(FigureQuery query) => new(
        query.Number, query.Task, query.Organisation, query.Period, query.Item, query.Typed, query.Pushed, query.Source, FigureQuery.States.Write(query.State),
        query.EnteredBy, query.EnteredAt, query.OpenedAt, query.Words, FigureQuery.Outcomes.Write(query.Holds), query.Version);
}

/// <param name="IsWhole">Whether all of them are here.</param>
public sealed record QueryList(IReadOnlyList<QueryView> Items, bool IsWhole);

/// <summary>Where queries are listed, answered by the department and settled by the office.</summary>
internal static class QueryEndpoints
{
    private const int ItemsMax = 500;
    private const int WordsLengthMax = 2_000;

    private static readonly TextField Words = new("words", "说明", "The words", WordsLengthMax, Lines: true);
    private static readonly CodeField<QueryOutcome> Holds = new("holds", "以何为准", "Which holds", FigureQuery.Outcomes);

    public static void MapQueries(this RouteGroupBuilder reporting, RouteGroupBuilder department, RouteGroupBuilder office)
    {
        reporting.MapGet("queries", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string? period, string? state, string? asOf, CancellationToken cancellation) =>
        {
            RequestForm.Demand("state", "状态", "The state", state, FigureQuery.States.All);
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            var found = await StoredQueries.List(context.User.SeesOnly(), SqlText.Asked(period), state, ItemsMax + 1, connection, cancellation);
            return new QueryList([.. found.Take(ItemsMax).Select(QueryView.Of)], found.Count <= ItemsMax);
        }).WithSummary("疑问单，可查任一天，新的在前 Queries, on any day, the newest first");
        department.MapQueryStep(QueryCommand.Answer, [Words], form => (form.Get(Words), null))
            .WithSummary("答复疑问单 Answer a query").Accepts<AnswerRequest>("application/json");
        office.MapQueryStep(QueryCommand.Settle, [Holds, Words], form => (form.Find(Words), Decided(form)))
            .WithSummary("办结疑问单 Settle a query").Accepts<SettleRequest>("application/json");
    }

    private static QueryOutcome Decided(Row form)
    {
        var holds = form.Get(Holds);
        if (form.IsSound && holds == QueryOutcome.Agreed)
        {
            form.Refuse(Fault.Of(Holds.Name, IngestionRefusals.NotAllowed, Holds.Zh, "agreed", Holds.En).Allowing(["typed", "pushed"]));
        }

        return holds;
    }

    private static RouteHandlerBuilder MapQueryStep(
        this RouteGroupBuilder group, QueryCommand command, Field[] fields, Func<Row, (string? Words, QueryOutcome? Holds)> build) =>
        group.MapPost($"queries/{{number}}/{FigureQuery.Commands.Write(command)}", async (
            HttpContext context, EventLog log, string number, CancellationToken cancellation) =>
        {
            var signedIn = context.User.PersonName();
            var (said, person) = await RequestForm.Read(
                context, [.. fields, .. signedIn is null ? new Field[] { StartReporting.DecidedBy } : []],
                form => (build(form), signedIn ?? form.Get(StartReporting.DecidedBy)), cancellation);
            await using var transaction = await log.Begin(context.Caller(), cancellation);
            var query = await StoredQueries.Hold(number, transaction.Connection, cancellation);
            if (query is null || (context.User.SeesOnly() is { } only && only != query.Organisation))
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            var moved = Move(query, command, said.Words, said.Holds, person, transaction);
            if (moved != query)
            {
                await StoredQueries.Keep(moved, query, FigureQuery.Commands.Write(command), transaction, cancellation);
                await transaction.Commit(cancellation);
            }

            return Results.Ok(QueryView.Of(moved));
        }).Produces<QueryView>();

    /// <summary>The query as it is after the step; as it was where the same is said again.</summary>
    private static FigureQuery Move(
        FigureQuery query, QueryCommand command, string? words, QueryOutcome? holds, string person, LogTransaction transaction)
    {
        var isAnswer = command == QueryCommand.Answer;
        if (isAnswer && transaction.Caller.Organisation != query.Organisation)
        {
            throw new RefusedException(Problem.Of(QueryRefusals.NotYourQuery, query.Number, query.Organisation));
        }

        var (to, refusal) = QueryMoves.Take(query.State, command);
        if (refusal is not null)
        {
            return query.State == (isAnswer ? QueryState.Answered : QueryState.Settled) && (query.EnteredBy, query.Words, query.Holds) == (person, words, holds)
                ? query
                : throw new RefusedException(Problem.Of(refusal, query.Number, query.EnteredBy, $"{query.EnteredAt.AtEdge():yyyy-MM-dd HH:mm:ss}"));
        }

        if (!isAnswer && query.EnteredBy == person)
        {
            throw new RefusedException(Problem.Of(QueryRefusals.OwnAnswer, query.Number, person));
        }

        return query with
        {
            State = to, Words = words, Holds = holds, EnteredBy = person, EnteredAt = InstantField.Kept(transaction.StartedAt), Version = query.Version + 1,
        };
    }
}
