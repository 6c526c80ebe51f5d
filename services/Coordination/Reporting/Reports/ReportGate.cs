using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting.Facts;
using Cluster.Coordination.Reporting.Start;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Reports;

/// <summary>
/// Whether content is taken for a report: the cycle is open to its sender, and the report is neither accepted nor returned for other fields. What is
/// only said again is let through, as it changes nothing.
/// </summary>
internal sealed class ReportGate
{
    private readonly ReportingTerms _terms;
    private readonly List<Allowance> _allowances;
    private readonly Dictionary<ReportKey, Report> _held;
    private readonly DateTimeOffset _now;

    private ReportGate(ReportingTerms terms, List<Allowance> allowances, Dictionary<ReportKey, Report> held, DateTimeOffset now) =>
        (_terms, _allowances, _held, _now) = (terms, allowances, held, now);

    public ReportingTerms Terms => _terms;

    /// <summary>For the reports that a call is about; they are held until its transaction ends.</summary>
    public static async Task<ReportGate> Hold(
        NpgsqlConnection connection, IReadOnlyCollection<ReportKey> keys, DateTimeOffset now, CancellationToken cancellation)
    {
        var held = await StoredReports.Hold(connection, [.. keys.Distinct()], cancellation);
        var terms = await ReportingTerms.Read(connection, now, cancellation);
        var allowances = await StoredAllowances.Of([.. keys.Select(k => k.Organisation).Distinct()], connection, cancellation);
        return new ReportGate(terms, allowances, held, now);
    }

    /// <param name="changed">The fields whose content differs from what is stored.</param>
    /// <param name="periodField">What is at fault where the cycle is closed.</param>
    public IEnumerable<Fault> Faults(ReportKey key, string item, IReadOnlyList<string> changed, string periodField)
    {
        if (changed.Count == 0)
        {
            yield break;
        }

        if (_terms.Start is { StartedAt: not null } start && start.IsCycle(key.Period)
            && Closing.OfCycle(_terms.CycleOf(key.Period), key.Organisation, _allowances, _now) is { } closing)
        {
            yield return closing.AsFault(periodField);
        }

        var report = _held.GetValueOrDefault(key, Report.Missing(key));
        if (ReportMoves.Take(report.State, ReportCommand.Submit).Refusal is { } refusal)
        {
            yield return Fault.Of(periodField, refusal, key, report.EnteredBy, $"{report.EnteredAt.AtEdge():yyyy-MM-dd HH:mm:ss}");
        }
        else if (report.State == ReportState.Returned)
        {
            var open = report.Returned.Where(r => r.Item == item).Select(r => r.Field).ToList();
            foreach (var field in changed.Except(open))
            {
                yield return Fault.Of(field, ReportMoveRefusals.FieldNotReturned, key, field).Allowing([.. report.Returned.Select(FieldName)]);
            }
        }
    }

    /// <summary>A field of the progress report by its name, one of an item with the item before it.</summary>
    public static string FieldName(Contracts.Coordination.ReturnedField field) =>
        field.Item == OwedItems.Progress ? field.Field : $"{field.Item}/{field.Field}";
}
