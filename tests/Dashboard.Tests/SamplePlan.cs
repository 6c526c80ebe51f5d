using System.Text.Json;
using Cluster.Client;

namespace Cluster.Dashboard.Tests;

/// <summary>The real plan with invented standings: every state occurs, T13 has two leads, T27 none, and each kind of result is among the indicators.</summary>
public sealed record SamplePlan(Overview Overview, IReadOnlyList<TaskView> Tasks)
{
    public static readonly DateTimeOffset ReadAt = DateTimeOffset.Parse("2025-10-09T02:00:00Z");

    private static readonly string[] States =
        [TaskStates.InProgress, TaskStates.Completed, TaskStates.NotReported, TaskStates.NotStarted, TaskStates.InProgress, TaskStates.Suspended];

    private static readonly string[] Services = ["coordination", "industry", "infrastructure", "ecology", "public-services", "cooperation"];

    public static SamplePlan Read()
    {
        using var plan = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "plan.json")));
        var tasks = plan.RootElement.GetProperty("tasks").EnumerateArray().Select(TaskOf).ToList();
        var themes = plan.RootElement.GetProperty("themes").EnumerateArray().Select(theme => ThemeOf(theme, tasks)).ToList();
        var indicators = plan.RootElement.GetProperty("targets").EnumerateArray().Select(IndicatorOf).ToList();
        var leads = tasks.SelectMany(t => t.Leads.Select(lead => (lead, t.State))).ToLookup(x => x.lead, x => x.State);
        var organisations = leads
            .Select(o => new OrganisationSummary(o.Key, $"Office of {o.Key}", o.Count(), 0, o.Count(s => s != TaskStates.NotReported), ReadAt)).ToList();
        return new SamplePlan(
            new Overview(
                ReadAt, tasks.Count, CountOf(tasks), themes, organisations, indicators,
                [.. Services.Select((s, i) => new Freshness(s, ReadAt.AddSeconds(-i)))]),
            tasks);
    }

    private static TaskView TaskOf(JsonElement task)
    {
        var ordinal = task.GetProperty("ordinal").GetInt32();
        var state = States[ordinal % States.Length];
        var isReported = state != TaskStates.NotReported;
        return new TaskView(
            Text(task, "id"), Text(task, "subsection"), Text(task, "theme"), Text(task, "subsection"), ordinal, Text(task, "title"),
            Text(task, "titleEn"), Texts(task, "leads"), Texts(task, "coOperators"), Texts(task, "implementers"), null, [],
            state, isReported ? 50.5m : null, isReported ? "2025Q3" : null, isReported ? ReadAt : null);
    }

    private static ThemeSummary ThemeOf(JsonElement theme, List<TaskView> tasks)
    {
        var id = Text(theme, "id");
        var its = tasks.FindAll(t => t.Theme == id);
        return new ThemeSummary(id, Text(theme, "title"), Text(theme, "titleEn"), its.Count, CountOf(its));
    }

    /// <summary>G03 is met, G04 is not; the rest was not measured.</summary>
    private static IndicatorSummary IndicatorOf(JsonElement target)
    {
        var code = Text(target, "id");
        decimal? value = code switch { "G03" => 1, "G04" => 0, _ => null };
        return new IndicatorSummary(
            code, Text(target, "indicator"), Text(target, "indicatorEn"), target.GetProperty("task").GetString(),
            target.GetProperty("op").GetString(), target.GetProperty("value").Deserialize<decimal?>(), target.GetProperty("unit").GetString(),
            target.GetProperty("due").Deserialize<DateOnly?>(), value, value is null ? null : new DateOnly(2025, 9, 30),
            value is null ? null : new BilingualText("各区段状态", "Status of the segments"), value is null ? null : value == 1);
    }

    private static Dictionary<string, int> CountOf(List<TaskView> tasks) =>
        States.Distinct().ToDictionary(state => state, state => tasks.Count(t => t.State == state));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string[] Texts(JsonElement element, string name) => element.GetProperty(name).Deserialize<string[]>()!;
}
