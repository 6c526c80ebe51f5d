using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Coordination.Figures;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Reporting;

/// <summary>A rhythm as it is written, and the one way to make one: read with all its faults at once, or refused.</summary>
public sealed record RhythmText(
    string? Id, int Version, BilingualText? Name, string? Source, string? Period, DueText? Due, IReadOnlyList<int>? RemindersDaysBefore,
    string? RemindAt, int LateWorkingDays, int ReopenMonths)
{
    private const int WorkingDaysMax = 60;
    private const int LastDayOfAnyMonth = 28;
    private const int MonthsAfterMax = 3;
    private const int ReminderDaysMax = 60;
    private const int ReopenMonthsMax = 60;

    /// <summary>A word that nobody reads is a due day that somebody misses.</summary>
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static IReadOnlyList<RhythmText> ReadAll(Stream json) => JsonSerializer.Deserialize<RhythmFile>(json, Strict)!.Rhythms;

    /// <returns>A rhythm without faults, or faults without a rhythm.</returns>
    public (ReportingRhythm? Rhythm, IReadOnlyList<Fault> Faults) Read()
    {
        var isTime = TimeOnly.TryParseExact(RemindAt, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var remindAt);
        (string Field, bool IsThere)[] fields =
        [
            ("id", !string.IsNullOrWhiteSpace(Id)), ("version", Version >= 1), ("name", Name is { Zh: not null, En: not null }),
            ("source", !string.IsNullOrWhiteSpace(Source)), ("period", Period is not null && Measure.PeriodTypes.All.Contains(Period)),
            ("due", Due is { WorkingDays: >= 1 and <= WorkingDaysMax, Day: null, MonthsAfter: null }
                or { WorkingDays: null, Day: >= 1 and <= LastDayOfAnyMonth, MonthsAfter: >= 0 and <= MonthsAfterMax }),
            ("remindersDaysBefore", RemindersDaysBefore is { Count: > 0 } && RemindersDaysBefore.All(d => d is >= 1 and <= ReminderDaysMax)),
            ("remindAt", isTime), ("lateWorkingDays", LateWorkingDays is >= 1 and <= WorkingDaysMax), ("reopenMonths", ReopenMonths is >= 1 and <= ReopenMonthsMax),
        ];
        List<Fault> faults = [.. fields.Where(f => !f.IsThere).Select(f => Fault.Of(f.Field, ReportingRefusals.RhythmShape, Id, f.Field))];
        return faults.Count > 0 ? (null, faults) : (new ReportingRhythm(
            Id!, Version, Name!, Source!, Measure.PeriodTypes.Parse(Period!), new DueRule(Due!.WorkingDays, Due.Day, Due.MonthsAfter ?? 0),
            [.. RemindersDaysBefore!.Distinct().OrderDescending()], remindAt, LateWorkingDays, ReopenMonths), []);
    }

    private sealed record RhythmFile(IReadOnlyList<RhythmText> Rhythms);
}

public sealed record DueText(int? WorkingDays, int? Day, int? MonthsAfter);
