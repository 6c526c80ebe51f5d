using System.Globalization;
using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Client;
using Spectre.Console.Cli;

namespace Cluster.Cli.Webhooks;

/// <summary>Has deliveries sent again: some by their number, or everything since a time.</summary>
internal sealed class ReplayDeliveries(Terminal terminal) : AsyncCommand<ReplayDeliveries.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        settings.Check();
        if (settings.Ids.Length == 0 == settings.Since is null)
        {
            throw Failure.Of(ExitCode.Usage, "which-deliveries");
        }

        var since = settings.Since is null ? (DateTimeOffset?)null : TimeIn(settings.Since);
        using var cluster = terminal.Connect(settings);
        if (since is { } start)
        {
            await cluster.Webhooks.ReplaySince(settings.Service, settings.Name, new WebhookReplay(start), cancellationToken);
        }

        foreach (var id in settings.Ids)
        {
            await cluster.Webhooks.Replay(settings.Service, settings.Name, id, cancellationToken);
        }

        if (settings.Json)
        {
            Json.Write(terminal.Raw, new { settings.Name, settings.Ids, Since = since, Queued = true });
        }
        else
        {
            terminal.Out.Line(Words.Say("deliveries.queued"));
        }

        return (int)ExitCode.Done;
    }

    /// <summary>Without a zone it is meant as it is read: Beijing's.</summary>
    private static DateTimeOffset TimeIn(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var plain) && plain.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(plain, TimeSpan.FromHours(8))
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
            : throw Failure.Of(ExitCode.Usage, "bad-time", text);

    internal sealed class Settings : WebhookArguments
    {
        [CommandArgument(2, "[ID]")]
        [Described("deliveries.ids")]
        public long[] Ids { get; init; } = [];

        [CommandOption("--since <TIME>")]
        [Described("deliveries.since")]
        public string? Since { get; init; }
    }
}
