using System.Text.Json;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Organisations;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Coordination.Reporting.Start;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Reports;

/// <summary>What somebody wants to do with a report, beyond sending its content.</summary>
/// <param name="Person">Who does it; a system only passes it on.</param>
/// <param name="Returned">With a return: the fields with their notes.</param>
internal sealed record ReportMove(ReportCommand Command, string Person, IReadOnlyList<ReturnedField> Returned);

/// <summary>
/// One step of a report. Of two that are taken at one moment the second finds the first; the same step said again by the same person through the
/// same credential changes nothing.
/// </summary>
internal static class MoveReport
{
    private const string LastClientSql = """
        select client from report_steps where (task, organisation, period) = ($1, $2, $3) order by version desc limit 1
        """;

    public static async Task<Report> Handle(
        EventLog log, Caller caller, string keyText, Precondition? expects, ReportMove move, CancellationToken cancellation)
    {
        if (!ReportKey.TryParse(keyText, out var key))
        {
            throw new RefusedException(Problem.Of(ReportMoveRefusals.UnknownReport, Refusal.Repeat(keyText)));
        }

        await using var transaction = await log.Begin(caller, cancellation);
        key = key with { Organisation = (await OrganisationNames.Read(transaction.Connection, cancellation)).Resolve(key.Organisation) };
        var held = await StoredReports.Hold(transaction.Connection, [key], cancellation);
        var report = held.GetValueOrDefault(key, Report.Missing(key));
        DemandRight(report, move, caller);
        if (report.Version > 0 && await IsSaidAgain(report, move, transaction, cancellation))
        {
            return report;
        }

        if (expects?.FaultAgainst(report.Version) is { } stale)
        {
            throw RequestForm.Refuse(stale);
        }

        var (to, refusal) = ReportMoves.Take(report.State, move.Command);
        if (refusal is not null)
        {
            throw new RefusedException(Problem.Of(refusal, key, report.EnteredBy, $"{report.EnteredAt.AtEdge():yyyy-MM-dd HH:mm:ss}"));
        }

        if (move.Command == ReportCommand.Accept)
        {
            await DemandComplete(key, transaction, cancellation);
        }
        else if (move.Command == ReportCommand.Withdraw)
        {
            await WithdrawContent.Handle(key, transaction, cancellation);
        }

        var moved = report with
        {
            State = to, Version = report.Version + 1, EnteredBy = move.Person, EnteredAt = InstantField.Kept(transaction.StartedAt), Returned = move.Returned,
        };
        await StoredReports.Keep(transaction, move.Command, [(report, moved)], cancellation);
        await transaction.Commit(cancellation);
        return moved;
    }

    /// <summary>A return names what reopens: {"words": "…"} of the progress, {"grp/value": "…"} of an item.</summary>
    public static IReadOnlyList<ReturnedField> ReadReturned(string? notes)
    {
        var returned = new List<ReturnedField>();
        using var json = JsonDocument.Parse(notes ?? "{}");
        foreach (var note in json.RootElement.EnumerateObject())
        {
            var parts = note.Name.Split('/');
            var (item, field) = parts.Length == 2 ? (parts[0], parts[1]) : (OwedItems.Progress, parts[0]);
            if (parts.Length > 2 || !FieldsOf(item).Contains(field) || note.Value.ValueKind != JsonValueKind.String
                || note.Value.GetString()!.Trim() is not { Length: > 0 and <= ReportEndpoints.NoteLengthMax } words)
            {
                return [];
            }

            returned.Add(new ReturnedField(item, field, words));
        }

        return returned;
    }

    public static string[] FieldsOf(string item) =>
        item == OwedItems.Progress ? ["progressPercent", "state", "words", "noChange"] : ["value", "words", "noChange"];

    private static void DemandRight(Report report, ReportMove move, Caller caller)
    {
        var isOwn = caller.Organisation == report.Key.Organisation;
        if (move.Command == ReportCommand.Withdraw && !isOwn)
        {
            throw new RefusedException(Problem.Of(ReportMoveRefusals.NotYourReport, report.Key, report.Key.Organisation));
        }

        if (move.Command != ReportCommand.Withdraw && (isOwn || caller.Client == report.SubmittedClient))
        {
            throw new RefusedException(Problem.Of(ReportMoveRefusals.OwnReport, report.Key, report.Key.Organisation));
        }
    }

    private static async Task<bool> IsSaidAgain(Report report, ReportMove move, LogTransaction transaction, CancellationToken cancellation)
    {
        if (report.Told().Step != ReportMoves.Commands.Write(move.Command) || report.EnteredBy != move.Person || !report.Returned.SequenceEqual(move.Returned))
        {
            return false;
        }

        await using var command = new NpgsqlCommand(LastClientSql, transaction.Connection)
        {
            Parameters = { new() { Value = report.Key.Task }, new() { Value = report.Key.Organisation }, new() { Value = report.Key.Period.ToString() } },
        };
        return (string?)await command.ExecuteScalarAsync(cancellation) == transaction.Caller.Client;
    }

    /// <summary>What is accepted is frozen, so nothing of it may be missing.</summary>
    private static async Task DemandComplete(ReportKey key, LogTransaction transaction, CancellationToken cancellation)
    {
        var terms = await ReportingTerms.Read(transaction.Connection, transaction.StartedAt, cancellation);
        if (!terms.Start.IsCycle(key.Period))
        {
            return;
        }

        var facts = (await StoredFacts.Read(transaction.Connection, terms.Start, cancellation)).Facts;
        var cell = new ReportingMatrix(facts, terms.Start.Rhythm, terms.Calendar).Of(key.Period, transaction.StartedAt)
            .FirstOrDefault(c => (c.Task, c.Organisation) == (key.Task, key.Organisation));
        if (cell is { IsAnswered: false })
        {
            var missing = string.Join(", ", cell.Items.Where(i => !i.IsAnswered).Select(i => i.Item));
            throw new RefusedException(Problem.Of(ReportMoveRefusals.AcceptIncomplete, key, missing));
        }
    }
}
