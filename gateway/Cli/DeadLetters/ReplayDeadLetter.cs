using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Cli.Rows;
using Cluster.Client;
using Spectre.Console.Cli;

namespace Cluster.Cli.DeadLetters;

/// <summary>Has events applied again, once their cause is gone; one that still cannot be does not keep the next from it.</summary>
internal sealed class ReplayDeadLetter(Terminal terminal) : AsyncCommand<ReplayDeadLetter.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        ResourceName.CheckService(settings.Service);
        if (settings.Ids.Length == 0 == !settings.All)
        {
            throw Failure.Of(ExitCode.Usage, "which-letters");
        }

        // One that still fails is answered as a conflict, which is no reason to ask again.
        using var cluster = new ClusterClient(Credentials.OptionsFor(Credentials.ProfileOf(terminal), retries: 0));
        var ids = settings.All
            ? [.. (await cluster.DeadLetters.List(settings.Service, cancellationToken)).Where(l => l.ReplayedAt is null).Select(l => l.Id).Order()]
            : settings.Ids;
        var results = new List<(long Id, Trouble? Trouble)>();
        foreach (var id in ids)
        {
            results.Add((id, await Replay(cluster, settings.Service, id, cancellationToken)));
        }

        var failed = results.Count(r => r.Trouble is not null);
        var exit = failed == 0 ? ExitCode.Done : failed < results.Count ? ExitCode.SomeRefused : ExitCode.Refused;
        if (settings.Json)
        {
            Json.Write(terminal.Raw, new { Items = results.Select(r => new { r.Id, Applied = r.Trouble is null, Error = r.Trouble }), ExitCode = (int)exit });
            return (int)exit;
        }

        foreach (var (id, trouble) in results)
        {
            terminal.Out.Line(trouble is null ? Words.Say("letters.applied", id) : Words.Say("letters.still", id, trouble.Message.Chosen(), trouble.Code));
        }

        if (results.Count == 0)
        {
            terminal.Out.Line(Words.Say("letters.none"));
        }

        return (int)exit;
    }

    private static async Task<Trouble?> Replay(ClusterClient cluster, string service, long id, CancellationToken cancellation)
    {
        try
        {
            await cluster.DeadLetters.Replay(service, id, cancellation);
            return null;
        }
        catch (ClusterException refused) when (refused.Problem.Code is "still-fails" or "not-found")
        {
            return Ending.Of(refused)!.Value.Trouble;
        }
    }

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "<SERVICE>")]
        [Described("argument.service")]
        public required string Service { get; init; }

        [CommandArgument(1, "[ID]")]
        [Described("letters.ids")]
        public long[] Ids { get; init; } = [];

        [CommandOption("--all")]
        [Described("letters.all")]
        public bool All { get; init; }
    }
}
