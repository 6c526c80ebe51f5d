using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Rows.Input;
using Cluster.Client;
using Spectre.Console.Cli;

namespace Cluster.Cli.Rows;

/// <summary>Pushes a file or standard input, by the door that is for it, and tells what became of every row.</summary>
internal sealed class Push(Terminal terminal) : AsyncCommand<Push.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var resource = ResourceName.In(settings.Resource);
        var format = RowFormats.Of(settings.Format, settings.File ?? App.StandardInput);
        Check(settings, format);
        using var source = Source.Open(settings.File, terminal);
        var profile = Credentials.ProfileOf(terminal);
        using var cluster = new ClusterClient(Credentials.OptionsFor(profile, settings.Retries));
        using var report = new PushReport(terminal, settings, resource);
        var order = new PushOrder(terminal, settings, cluster.Rows, cluster.Jobs, resource, $"{profile.Gateway} {profile.ClientId} {resource}", source, format, report);
        try
        {
            await ProgressLine.Show(terminal, settings.Json, source, progress => resource.Asked(async () =>
            {
                await (settings.AsJob || settings.Detach ? JobDoor.Push(order, progress, cancellationToken)
                    : format.IsFile() ? FileDoor.Push(order, progress, cancellationToken) : BatchDoor.Push(order, progress, cancellationToken));
                return true;
            }));
        }
        catch (Exception failure) when (report.HasAnswers && Output.Ending.Of(failure) is { } ending)
        {
            return (int)report.EndWith(ending.Exit, ending.Trouble);
        }

        return (int)report.End();
    }

    private static void Check(Settings settings, RowFormat format)
    {
        var wrong = settings switch
        {
            { Atomic: true, ValidRows: true } => "atomic-or-valid-rows",
            { Strict: true } when format.IsFile() => "strict-for-json",
            { Sheet: not null } when format != RowFormat.Xlsx => "sheet-for-xlsx",
            { Marked: not null } when format != RowFormat.Xlsx => "marked-for-xlsx",
            { Marked: not null } when settings.AsJob || settings.Detach => "marked-without-job",
            { AsJob: true } or { Detach: true } when format == RowFormat.Json => "job-for-lines",
            { Key.Length: 0 or > 150 } => "key-length",
            _ => null,
        };
        if (wrong is not null)
        {
            throw Failure.Of(ExitCode.Usage, wrong);
        }
    }

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "<SERVICE/RESOURCE>")]
        [Described("argument.resource")]
        public required string Resource { get; init; }

        [CommandArgument(1, "[FILE]")]
        [Described("push.file")]
        public string? File { get; init; }

        [CommandOption("--format <csv|xlsx|json|ndjson>")]
        [Described("push.format")]
        public string? Format { get; init; }

        [CommandOption("--validate")]
        [Described("push.validate")]
        public bool ChecksOnly { get; init; }

        [CommandOption("--atomic")]
        [Described("push.atomic")]
        public bool Atomic { get; init; }

        [CommandOption("--valid-rows")]
        [Described("push.valid-rows")]
        public bool ValidRows { get; init; }

        [CommandOption("--strict")]
        [Described("push.strict")]
        public bool Strict { get; init; }

        [CommandOption("--sheet <NAME>")]
        [Described("push.sheet")]
        public string? Sheet { get; init; }

        [CommandOption("--key <KEY>")]
        [Described("push.key")]
        public string? Key { get; init; }

        [CommandOption("--job")]
        [Described("push.job")]
        public bool AsJob { get; init; }

        [CommandOption("--detach")]
        [Described("push.detach")]
        public bool Detach { get; init; }

        [CommandOption("--marked <FILE>")]
        [Described("push.marked")]
        public string? Marked { get; init; }
    }
}

/// <summary>All that the doors need to know.</summary>
/// <param name="Terminal">Where it runs.</param>
/// <param name="Settings">What was asked for.</param>
/// <param name="Api">Where it goes.</param>
/// <param name="Jobs">Where it goes when nobody waits for it.</param>
/// <param name="Resource">What the rows are.</param>
/// <param name="Target">Gateway, credential and resource.</param>
/// <param name="Source">Where the rows come from.</param>
/// <param name="Format">How they are written.</param>
/// <param name="Report">Who is told.</param>
internal sealed record PushOrder(
    Terminal Terminal, Push.Settings Settings, IRowsApi Api, IJobsApi Jobs, ResourceName Resource, string Target, Source Source, RowFormat Format, PushReport Report);
