using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Cli.Rows.Input;
using Spectre.Console;

namespace Cluster.Cli.Rows;

/// <summary>How far a push is, where somebody looks at a terminal.</summary>
internal static class ProgressLine
{
    public static Task Show(Terminal terminal, bool isForPrograms, Source source, Func<Action<long>, Task> work)
    {
        if (isForPrograms || !terminal.Error.Profile.Out.IsTerminal || !terminal.Error.Profile.Capabilities.Interactive)
        {
            return work(_ => { });
        }

        return terminal.Error.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(Printed.Clean(Words.Say("push.sending", source.Name))), maxValue: source.Length ?? 1);
                task.IsIndeterminate = source.Length is null;
                await work(done => task.Value = source.Length is null ? 0 : done);
            });
    }
}
