using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Client;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli.Identity;

/// <summary>As whom the gateway knows this credential.</summary>
internal sealed class WhoAmI(Terminal terminal) : AsyncCommand<GlobalSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, GlobalSettings settings, CancellationToken cancellationToken)
    {
        var profile = Credentials.ProfileOf(terminal);
        using var client = new ClusterClient(Credentials.OptionsFor(profile, settings.Retries));
        Show(terminal, settings, profile, await client.SignIn(cancellationToken));
        return (int)ExitCode.Done;
    }

    public static void Show(Terminal terminal, GlobalSettings settings, Profile profile, SignedIn signedIn)
    {
        if (settings.Json)
        {
            Json.Write(terminal.Raw, new
            {
                profile.Gateway, signedIn.ClientId, signedIn.Organisation, signedIn.Role, Scopes = signedIn.Scope?.Split(' ') ?? [], signedIn.ExpiresAt,
            });
            return;
        }

        var grid = new Grid().AddColumn().AddColumn();
        foreach (var (label, value) in new[]
        {
            ("whoami.gateway", profile.Gateway.ToString()), ("whoami.client", signedIn.ClientId), ("whoami.organisation", signedIn.Organisation ?? "—"),
            ("whoami.role", signedIn.Role ?? "—"), ("whoami.scopes", signedIn.Scope ?? "—"),
        })
        {
            grid.AddRow(Printed.Plain(Words.Say(label)), Printed.Plain(value));
        }

        terminal.Out.Write(grid);
    }
}
