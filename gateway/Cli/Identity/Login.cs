using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Client;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli.Identity;

/// <summary>Signs in once to see that it works, and keeps the profile. A secret is never an option: the list of processes would show it.</summary>
internal sealed class Login(Terminal terminal) : AsyncCommand<Login.Settings>
{
    /// <summary>Twice what a secret may have, so that one that is too long is refused by the gateway and not cut here.</summary>
    private const int SecretLengthMax = 512;

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var gateway = Credentials.AddressIn(settings.Gateway ?? terminal.Variable("CLUSTER_GATEWAY") ?? Ask("login.ask-gateway", "gateway-missing"));
        var clientId = settings.ClientId ?? terminal.Variable("CLUSTER_CLIENT_ID") ?? Ask("login.ask-client-id", "client-id-missing");
        var profile = settings.KeyFile is { } key
            ? new Profile(gateway, clientId, KeyFile: Path.GetFullPath(key), KeyId: settings.KeyId ?? throw Failure.Of(ExitCode.Usage, "key-id-missing"))
            : new Profile(gateway, clientId, Secret(settings));

        WarnOfOpenLine(gateway);
        using var client = new ClusterClient(Credentials.OptionsFor(profile, settings.Retries));
        var signedIn = await client.SignIn(cancellationToken);
        var file = new ProfileFile(terminal.Folder);
        file.Save(profile);
        WhoAmI.Show(terminal, settings, profile, signedIn);
        if (!settings.Json)
        {
            terminal.Error.Line(Words.Say("login.kept", file.Path));
        }

        return (int)ExitCode.Done;
    }

    private string Secret(Settings settings)
    {
        if (settings.SecretFromInput)
        {
            using var input = new StreamReader(terminal.OpenInput());
            var buffer = new char[SecretLengthMax];
            var secret = new string(buffer, 0, input.ReadBlock(buffer)).Trim('\r', '\n');
            return secret.Length > 0 ? secret : throw Failure.Of(ExitCode.Usage, "secret-missing");
        }

        return terminal.Variable("CLUSTER_CLIENT_SECRET") is { Length: > 0 } given
            ? given
            : terminal.IsInputTyped
                ? terminal.Error.Prompt(new TextPrompt<string>(Markup.Escape(Words.Say("login.ask-secret"))).Secret(mask: null))
                : throw Failure.Of(ExitCode.Usage, "secret-missing");
    }

    private string Ask(string question, string missing) => terminal.IsInputTyped
        ? terminal.Error.Prompt(new TextPrompt<string>(Markup.Escape(Words.Say(question))))
        : throw Failure.Of(ExitCode.Usage, missing);

    private void WarnOfOpenLine(Uri gateway)
    {
        if (gateway is { Scheme: "http", IsLoopback: false })
        {
            terminal.Error.Line(Words.Say("login.open-line", gateway.Authority), new Style(Color.Yellow));
        }
    }

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "[GATEWAY]")]
        [Described("login.gateway")]
        public string? Gateway { get; init; }

        [CommandOption("--client-id <ID>")]
        [Described("login.client-id")]
        public string? ClientId { get; init; }

        [CommandOption("--secret-stdin")]
        [Described("login.secret-stdin")]
        public bool SecretFromInput { get; init; }

        [CommandOption("--key-file <FILE>")]
        [Described("login.key-file")]
        public string? KeyFile { get; init; }

        [CommandOption("--key-id <ID>")]
        [Described("login.key-id")]
        public string? KeyId { get; init; }
    }
}
