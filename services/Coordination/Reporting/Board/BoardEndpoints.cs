using System.Text.Json;
using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Reporting.Reports;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Cluster.Coordination.Reporting.Board;

/// <summary>What the office and the departments ask of the board. A department finds its own rows.</summary>
internal static class BoardEndpoints
{
    public static void MapBoard(this RouteGroupBuilder reporting)
    {
        reporting.MapGet("matrix", async (
            HttpContext context, ReportingBoard board, NpgsqlDataSource database, IOptions<JsonOptions> json, string? task, string? organisation, string? theme,
            string? state, string? from, string? to, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var filter = new BoardFilter(task, await Resolve(organisation, database, cancellation), theme, State(state), Cycle("from", from), Cycle("to", to));
            var view = await board.At(asOf, cancellation);
            var (only, me) = (context.User.SeesOnly(), context.User.Organisation());
            var answer = view.Answer($"{only}|{me}|{filter}", () => JsonSerializer.SerializeToUtf8Bytes(Matrix(view, filter, only, me), json.Value.SerializerOptions));
            return Results.Bytes(answer, "application/json; charset=utf-8");
        }).WithSummary("报送矩阵：谁、什么、哪一期 The matrix: who, what, which cycle").Produces<MatrixAnswer>();
        reporting.MapGet("owed", async (
            HttpContext context, ReportingBoard board, NpgsqlDataSource database, string? organisation, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var view = await board.At(asOf, cancellation);
            var whose = context.User.SeesOnly() ?? await Resolve(organisation, database, cancellation);
            return Owed(view, view.Cells.Where(c => whose is null || c.Organisation == whose));
        }).WithSummary("应报未报，最先到期的在前 What is owed and not answered, the first due first");
        reporting.MapGet("rates", async (
            HttpContext context, ReportingBoard board, string? from, string? to, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var filter = new BoardFilter(Task: null, Organisation: null, Theme: null, State: null, Cycle("from", from), Cycle("to", to));
            var view = await board.At(asOf, cancellation);
            return Rates([.. filter.Of(view, context.User.SeesOnly())], view.AsOf);
        }).WithSummary("各单位完整率和及时率 Completeness and timeliness by department");
        reporting.MapGet("reminders", async (HttpContext context, ReportingBoard board, string? period, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var view = await board.At(asOf, cancellation);
            var (only, of) = (context.User.SeesOnly(), Cycle("period", period));
            return view.Snapshot.Reminders.Where(r => r.SentAt <= view.AsOf && (only is null || r.Organisation == only) && (of is null || r.Period == of)).ToList();
        }).WithSummary("已发出的催报 The reminders that were sent");
        reporting.MapGet("reports/{key}", async (
            HttpContext context, ReportingBoard board, NpgsqlDataSource database, string key, DateOnly? asOf, CancellationToken cancellation) =>
        {
            if (!ReportKey.TryParse(ResourceEndpoints.KeyIn(key), out var report))
            {
                return Problem.Of(ReportMoveRefusals.UnknownReport, Refusal.Repeat(key)).AsResult();
            }

            report = report with { Organisation = (await Resolve(report.Organisation, database, cancellation))! };
            var view = await board.At(asOf, cancellation);
            var cell = view.Cells.FirstOrDefault(c => (c.Task, c.Organisation, c.Period) == (report.Task, report.Organisation, report.Period));
            return cell is null || (context.User.SeesOnly() is { } only && only != report.Organisation)
                ? Problem.Of(ReportMoveRefusals.UnknownReport, Refusal.Repeat($"{report}")).AsResult()
                : Results.Ok(CellDetails.Of(cell, report, view));
        }).WithSummary("一格：状态、依据、事项及来源 One cell: its state, why, and its items with their sources").Produces<CellDetail>();
    }

    private static MatrixAnswer Matrix(BoardView view, BoardFilter filter, string? only, string me)
    {
        List<ReportingCell> cells = [.. filter.Of(view, only)];
        var rates = Rates(cells, view.AsOf);
        return new MatrixAnswer(
            view.AsOf, view.Snapshot.Start.Rhythm.Id, view.Snapshot.Start.StartedAt is not null,
            [.. view.Cycles.Where(c => filter.Holds(c.Period)).Select(CycleView.Of)],
            [
                .. cells.GroupBy(c => (c.Task, c.Organisation)).OrderBy(r => r.Key.Task, StringComparer.Ordinal)
                    .ThenBy(r => r.Key.Organisation, StringComparer.Ordinal)
                    .Select(row => new MatrixRowView(
                        row.Key.Task, row.Key.Organisation, [.. row.OrderBy(c => c.Period.FirstDay).Select(c => CellView.Of(c, view))])),
            ],
            rates.Departments, rates.Total, Owed(view, view.Cells.Where(c => c.Organisation == me)));
    }

    private static RatesAnswer Rates(List<ReportingCell> cells, DateTimeOffset asOf) => new(
        asOf,
        [
            .. cells.Where(c => c.Organisation is not null).GroupBy(c => c.Organisation!).OrderBy(d => d.Key, StringComparer.Ordinal)
                .Select(d => new DepartmentRates(d.Key, RatesView.Of(d, asOf))),
        ],
        RatesView.Of(cells, asOf));

    private static List<OwedReport> Owed(BoardView view, IEnumerable<ReportingCell> cells) =>
    [
        .. cells.Where(c => c.Organisation is not null && !c.IsAnswered && c.State != ReportingState.NotDue)
            .OrderBy(c => c.Due.LastDay).ThenBy(c => c.Task, StringComparer.Ordinal).ThenBy(c => c.Organisation, StringComparer.Ordinal)
            .Select(c => OwedReport.Of(c, view)),
    ];

    private static async Task<string?> Resolve(string? organisation, NpgsqlDataSource database, CancellationToken cancellation)
    {
        if (organisation is null)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await OrganisationNames.Read(connection, cancellation)).Resolve(organisation);
    }

    private static ReportingState? State(string? given) => given is null ? null
        : ReportingCodes.States.TryParse(given, out var state) ? state
        : throw RequestForm.Refuse(Fault.Of("state", IngestionRefusals.NotAllowed, "状态", Refusal.Repeat(given), "The state").Allowing(ReportingCodes.States.All));

    private static Period? Cycle(string name, string? given) => given is null ? null
        : Period.TryParse(given, out var period) ? period
        : throw RequestForm.Refuse(Fault.Of(name, IngestionRefusals.BadPeriod, "报告期", "2025Q3", "The period"));
}

/// <summary>The rates of every department, and of all.</summary>
public sealed record RatesAnswer(DateTimeOffset AsOf, IReadOnlyList<DepartmentRates> Departments, RatesView Total);

/// <summary>Which cells are asked for; null is all.</summary>
internal sealed record BoardFilter(string? Task, string? Organisation, string? Theme, ReportingState? State, Period? From, Period? To)
{
    public bool Holds(Period period) => !(From is { } from && period.FirstDay < from.FirstDay) && !(To is { } to && period.LastDay > to.LastDay);

    /// <param name="only">The one department that the caller sees; null for all.</param>
    public IEnumerable<ReportingCell> Of(BoardView board, string? only) => board.Cells.Where(c =>
        Holds(c.Period) && (Task is null || c.Task == Task) && (Organisation is null || c.Organisation == Organisation)
        && (only is null || c.Organisation == only) && (State is null || c.State == State)
        && (Theme is null || board.Snapshot.Tasks.GetValueOrDefault(c.Task)?.Theme == Theme));
}
