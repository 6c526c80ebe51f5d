using Cluster.Client;

namespace Cluster.Seeder;

/// <summary>plan.json: the document's own numbering becomes the keys of the rows.</summary>
internal sealed record PlanFile(
    PlanFile.Document Plan, IReadOnlyList<PlanFile.Section> Themes, IReadOnlyList<PlanFile.Section> Subsections,
    IReadOnlyList<PlanFile.TaskEntry> Tasks, IReadOnlyList<PlanFile.TargetEntry> Targets)
{
    public ActionPlan PlanRow => new(Plan.Id, Plan.Title, Plan.TitleEn, Plan.DocumentNumber, Plan.PeriodStart, Plan.PeriodEnd);

    public IReadOnlyList<Theme> ThemeRows => [.. Themes.Select(t => new Theme(t.Id, t.Ordinal, t.Title, t.TitleEn, Plan.Id))];

    public IReadOnlyList<Subsection> SubsectionRows =>
        [.. Subsections.Select(s => new Subsection(s.Id, s.Theme!, s.Ordinal, s.Title, s.TitleEn))];

    public IReadOnlyList<PlanTask> TaskRows =>
        [.. Tasks.Select(t => new PlanTask
        {
            Key = t.Id, Theme = t.Theme, Subsection = t.Subsection, Clause = t.Subsection, Ordinal = t.Ordinal, Title = t.Title,
            TitleEn = t.TitleEn, Leads = t.Leads, CoOperators = t.CoOperators, Implementers = t.Implementers,
            Measures = [.. t.Measures.Select(m => m.Zh)], MeasuresEn = [.. t.Measures.Select(m => m.En)], Note = t.Note,
            QuoteOffset = t.Quote.Offset, QuoteLength = t.Quote.Length, QuoteSha256 = t.Quote.Sha256,
        })];

    public IReadOnlyList<Target> TargetRows =>
        [.. Targets.Select(t => new Target
        {
            Key = t.Id, Task = t.Task, Indicator = t.Indicator, IndicatorEn = t.IndicatorEn, Comparison = t.Op, Value = t.Value,
            Unit = t.Unit, Due = t.Due, DueNote = t.DueNote, Note = t.Note,
        })];

    public sealed record Document(string Id, string Title, string TitleEn, string DocumentNumber, DateOnly PeriodStart, DateOnly PeriodEnd);

    public sealed record Section(string Id, string? Theme, int Ordinal, string Title, string TitleEn);

    public sealed record TaskEntry(
        string Id, QuoteEntry Quote, string Theme, string Subsection, int Ordinal, string Title, string TitleEn, IReadOnlyList<string> Leads,
        IReadOnlyList<string> CoOperators, IReadOnlyList<string> Implementers, IReadOnlyList<MeasureEntry> Measures, string? Note);

    public sealed record QuoteEntry(int Offset, int Length, string Sha256);

    public sealed record MeasureEntry(string Zh, string En);

    public sealed record TargetEntry(
        string Id, string? Task, string Indicator, string IndicatorEn, string? Op, decimal? Value, string? Unit, DateOnly? Due,
        string? DueNote, string? Note);
}
