using Cluster.Client;
using MudBlazor;

namespace Cluster.Dashboard.Plan;

/// <summary>The state of a task (任务状态) as a reader sees it: a symbol, a word and a colour, in this order on every bar and table.</summary>
/// <param name="Code">As in the API; also the last part of the word's key and of the style's class.</param>
public sealed record TaskState(string Code, string Symbol)
{
    public static readonly IReadOnlyList<TaskState> All =
    [
        new(TaskStates.Completed, Icons.Material.Filled.CheckCircle),
        new(TaskStates.InProgress, Icons.Material.Filled.PlayCircleOutline),
        new(TaskStates.Suspended, Icons.Material.Filled.PauseCircleOutline),
        new(TaskStates.NotStarted, Icons.Material.Filled.RadioButtonUnchecked),
        new(TaskStates.NotReported, Icons.Material.Filled.HelpOutline),
    ];

    public string WordKey => $"state.{Code}";

    /// <summary>Null for a code that this page does not know.</summary>
    public static TaskState? Of(string? code) => All.FirstOrDefault(state => state.Code == code);
}
