using System.Text.Json;
using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Client;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli.Rows;

/// <summary>Rows in the order of their keys: a page, or all of them page by page.</summary>
internal sealed class ListRows(Terminal terminal) : AsyncCommand<ListRows.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var resource = ResourceName.In(settings.Resource);
        if (settings is { Json: true, Csv: true })
        {
            throw Failure.Of(ExitCode.Usage, "json-or-csv");
        }

        var query = settings.Query.Select(NameAndValue).ToDictionary(q => q.Name, q => q.Value);
        using var cluster = terminal.Connect(settings);
        using var rows = RowsWriter.Of(terminal, settings);
        var after = settings.After;
        do
        {
            var page = await resource.Asked(() => cluster.Rows.List(resource.Service, resource.Resource, settings.PageSize, after, query, cancellationToken));
            rows.Add(page.Items);
            after = page.Next;
        }
        while (settings.All && after is not null);

        rows.End(after);
        if (after is not null && !settings.Json)
        {
            terminal.Error.Line(Words.Say("list.more", after));
        }

        return (int)ExitCode.Done;
    }

    private static (string Name, string Value) NameAndValue(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is var at and > 0
            ? (text[..at], text[(at + 1)..])
            : throw Failure.Of(ExitCode.Usage, "bad-query", text);

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "<SERVICE/RESOURCE>")]
        [Described("argument.resource")]
        public required string Resource { get; init; }

        [CommandOption("--all")]
        [Described("list.all")]
        public bool All { get; init; }

        [CommandOption("--page-size <COUNT>")]
        [Described("list.page-size")]
        public int? PageSize { get; init; }

        [CommandOption("--after <KEY>")]
        [Described("list.after")]
        public string? After { get; init; }

        [CommandOption("-q|--query <NAME=VALUE>")]
        [Described("list.query")]
        public string[] Query { get; init; } = [];

        [CommandOption("--csv")]
        [Described("list.csv")]
        public bool Csv { get; init; }
    }
}
