using Cluster.Client;

namespace Cluster.Dashboard.Plan;

/// <summary>Which rows a reader has opened by a number; what is not known filters nothing.</summary>
public sealed record TaskFilter(string? Theme, string? State)
{
    public static TaskFilter Of(string? theme, string? state, IEnumerable<ThemeSummary> themes) => new(
        themes.Any(t => t.Id == theme) ? theme : null,
        TaskState.Of(state)?.Code);

    public bool IsOpen => Theme is not null || State is not null;

    public bool Lets(TaskView task) => (Theme is null || task.Theme == Theme) && (State is null || task.State == State);

    /// <summary>The address of the rows behind a number.</summary>
    public static string Address(string? theme = null, string? state = null) => (theme, state) switch
    {
        (null, null) => "/#tasks",
        (null, _) => $"/?state={state}#tasks",
        (_, null) => $"/?theme={theme}#tasks",
        _ => $"/?theme={theme}&state={state}#tasks",
    };
}
