using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Spectre.Console.Cli;

namespace Cluster.Cli.Rows;

/// <summary>The workbook to fill in, with the department's own rows in it.</summary>
internal sealed class GetTemplate(Terminal terminal) : AsyncCommand<GetTemplate.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var resource = ResourceName.In(settings.Resource);
        var path = settings.Output ?? $"{resource.Service}-{resource.Resource}.xlsx";
        if (settings.Output is null && File.Exists(path))
        {
            throw Failure.Of(ExitCode.Usage, "file-is-there", path);
        }

        using var cluster = terminal.Connect(settings);
        await using var workbook = await resource.Asked(() => cluster.Rows.GetTemplate(resource.Service, resource.Resource, cancellationToken));
        await SavedFile.Write(path, workbook, cancellationToken);
        if (settings.Json)
        {
            Json.Write(terminal.Raw, new { File = Path.GetFullPath(path) });
        }
        else
        {
            terminal.Out.Line(Words.Say("template.saved", path));
        }

        return (int)ExitCode.Done;
    }

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "<SERVICE/RESOURCE>")]
        [Described("argument.resource")]
        public required string Resource { get; init; }

        [CommandOption("-o|--output <FILE>")]
        [Described("template.output")]
        public string? Output { get; init; }
    }
}
