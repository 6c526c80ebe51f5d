using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli.Rows;

/// <summary>One row.</summary>
internal sealed class GetRow(Terminal terminal) : AsyncCommand<RowSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RowSettings settings, CancellationToken cancellationToken)
    {
        var (name, key) = ResourceName.WithKey(settings.Row);
        using var cluster = terminal.Connect(settings);
        var row = await name.Asked(() => cluster.Rows.Get(name.Service, name.Resource, key, cancellationToken));
        if (settings.Json)
        {
            Json.Write(terminal.Raw, row);
            return (int)ExitCode.Done;
        }

        var grid = new Grid().AddColumn().AddColumn();
        foreach (var field in row.EnumerateObject())
        {
            grid.AddRow(Printed.Plain(field.Name), Printed.Plain(Cells.Show(field.Value)));
        }

        terminal.Out.Write(grid);
        return (int)ExitCode.Done;
    }
}

internal sealed class RowSettings : GlobalSettings
{
    [CommandArgument(0, "<SERVICE/RESOURCE/KEY>")]
    [Described("argument.row")]
    public required string Row { get; init; }
}
