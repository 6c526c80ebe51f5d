using System.Diagnostics.CodeAnalysis;
using Cluster.Contracts;
using Cluster.Contracts.Coordination;

namespace Cluster.Coordination.Reporting.Reports;

/// <summary>Which report it is: who, on what, for which cycle; written T21.2025Q3.市交通运输局.</summary>
internal readonly record struct ReportKey(string Task, Period Period, string Organisation)
{
    public string Aggregate => $"coordination/reports/{this}";

    public static bool TryParse(string text, [NotNullWhen(true)] out ReportKey key)
    {
        key = default;
        if (text.Contains('\0') || text.Split('.', 3) is not [{ Length: > 0 } task, var period, { Length: > 0 } organisation] || !Period.TryParse(period, out var of))
        {
            return false;
        }

        key = new ReportKey(task, of, organisation);
        return true;
    }

    public override string ToString() => $"{Task}.{Period}.{Organisation}";
}

/// <summary>A report with its last step.</summary>
/// <param name="SubmittedClient">The credential of the content.</param>
/// <param name="Returned">While it is returned: the fields that are open, each with its note.</param>
internal sealed record Report(
    ReportKey Key, ReportState State, long Version, string EnteredBy, DateTimeOffset EnteredAt, string SubmittedClient, IReadOnlyList<ReturnedField> Returned)
{
    public static Report Missing(ReportKey key) => new(key, ReportState.Missing, 0, "", default, "", []);

    /// <summary>The step that it came by; each leads to a state of its own.</summary>
    public ReportMoved Told() => new(
        Key.Task, Key.Organisation, Key.Period, ReportMoves.Commands.Write(State switch
        {
            ReportState.Submitted => ReportCommand.Submit,
            ReportState.Withdrawn => ReportCommand.Withdraw,
            ReportState.Accepted => ReportCommand.Accept,
            _ => ReportCommand.Return,
        }),
        ReportMoves.States.Write(State), EnteredBy, Returned);
}
