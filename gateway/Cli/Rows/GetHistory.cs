using System.Text.Json;
using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Client;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli.Rows;

/// <summary>Every version of a row: who wrote it, when, and what it changed.</summary>
internal sealed class GetHistory(Terminal terminal) : AsyncCommand<RowSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RowSettings settings, CancellationToken cancellationToken)
    {
        var (name, key) = ResourceName.WithKey(settings.Row);
        using var cluster = terminal.Connect(settings);
        var history = await name.Asked(() => cluster.Log.GetHistory(name.Service, name.Resource, key, cancellationToken));
        if (settings.Json)
        {
            Json.Write(terminal.Raw, history);
            return (int)ExitCode.Done;
        }

        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in new[] { "history.version", "history.at", "history.organisation", "history.client", "history.changes" })
        {
            table.AddColumn(new TableColumn(Printed.Plain(Words.Say(heading))));
        }

        foreach (var (version, isLate) in history.Items.Select(v => (v, false)).Concat(history.Late.Select(v => (v, true))))
        {
            table.AddRow(
                Printed.Plain(isLate ? Words.Say("history.late", version.Version) : $"{version.Version}"), Printed.Plain(Cells.Show(version.At)), Printed.Plain(version.Organisation),
                Printed.Plain(version.Client), new Spectre.Console.Rows(ChangesIn(version).Select(change => Printed.Plain(change))));
        }

        terminal.Out.Write(table);
        return (int)ExitCode.Done;
    }

    /// <summary>field: before → after; the first version says what it began with.</summary>
    private static IEnumerable<string> ChangesIn(RowVersion version) =>
        from field in version.After.EnumerateObject()
        let before = version.Before is { } then && then.TryGetProperty(field.Name, out var value) ? value : (JsonElement?)null
        where version.Before is null ? field.Value.ValueKind != JsonValueKind.Null : before is null || !JsonElement.DeepEquals(before.Value, field.Value)
        select version.Before is null ? $"{field.Name}: {Cells.Show(field.Value)}" : $"{field.Name}: {Cells.Show(before)} → {Cells.Show(field.Value)}";
}
