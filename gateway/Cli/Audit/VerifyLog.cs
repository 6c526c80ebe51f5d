using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Cli.Rows;
using Cluster.Client;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli.Audit;

/// <summary>Checks the logs against their seals, of one service or of all; the first place that was touched is named, and the exit code says it.</summary>
internal sealed class VerifyLog(Terminal terminal) : AsyncCommand<VerifyLog.Settings>
{
    /// <summary>The gateway's own log.</summary>
    private const string Identity = "identity";

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings.Service is { } named and not Identity)
        {
            ResourceName.CheckService(named);
        }

        using var cluster = terminal.Connect(settings);
        var checks = new List<Check>();
        string[] services = settings.Service is { } one ? [one] : [.. ResourceName.Services, Identity];
        foreach (var service in services)
        {
            checks.Add(await CheckOf(cluster, service, cancellationToken));
        }

        // A broken log outweighs a service that did not answer; that one is not taken for an intact one either.
        var exit = checks.Exists(c => c.Log?.Intact == false) ? ExitCode.LogBroken : checks.Select(c => c.Failed?.Exit).FirstOrDefault(e => e is not null) ?? ExitCode.Done;
        if (settings.Json)
        {
            Json.Write(terminal.Raw, new
            {
                Services = checks.Select(c => new { c.Service, c.Log?.Intact, c.Log?.Seals, c.Log?.Writes, c.Log?.Head, c.Log?.FirstBroken, Error = c.Failed?.Trouble }),
                ExitCode = (int)exit,
            });
        }
        else
        {
            Show(checks);
        }

        return (int)exit;
    }

    private static async Task<Check> CheckOf(ClusterClient cluster, string service, CancellationToken cancellation)
    {
        try
        {
            return new Check(
                service, await (service == Identity ? cluster.Log.VerifyIdentityLog(cancellation) : cluster.Log.VerifyLog(service, cancellation)), Failed: null);
        }
        catch (ClusterException failure) when (failure.Status is not (System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden))
        {
            return new Check(service, Log: null, Ending.Of(failure));
        }
    }

    private void Show(List<Check> checks)
    {
        foreach (var (service, log, failed) in checks)
        {
            if (failed is { } missing)
            {
                terminal.Out.Line(Words.Say("verify.failed", service, missing.Trouble.Message.Chosen()), new Style(Color.Yellow));
            }
            else if (log!.FirstBroken is { } broken)
            {
                terminal.Out.Line(
                    Words.Say(broken.Write is null ? "verify.broken-seal" : "verify.broken-write", service, broken.Seal, broken.Write, broken.What),
                    new Style(Color.Red));
            }
            else
            {
                terminal.Out.Line(Words.Say("verify.intact", service, log.Seals, log.Writes, log.Head ?? "—"));
            }
        }
    }

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "[SERVICE]")]
        [Described("verify.service")]
        public string? Service { get; init; }
    }

    private sealed record Check(string Service, LogVerification? Log, (ExitCode Exit, Trouble Trouble)? Failed);
}
