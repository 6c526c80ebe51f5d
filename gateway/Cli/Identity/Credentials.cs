using Cluster.Client;

namespace Cluster.Cli.Identity;

/// <summary>As whom a command signs in: the environment first, so that a scheduled job needs no file, then the profile.</summary>
internal static class Credentials
{
    private const string Gateway = "CLUSTER_GATEWAY";
    private const string ClientId = "CLUSTER_CLIENT_ID";
    private const string ClientSecret = "CLUSTER_CLIENT_SECRET";

    public static ClusterClient Connect(this Terminal terminal, GlobalSettings settings) =>
        new(OptionsFor(ProfileOf(terminal), settings.Retries));

    public static Profile ProfileOf(Terminal terminal)
    {
        var (gateway, id, secret) = (Given(terminal, Gateway), Given(terminal, ClientId), Given(terminal, ClientSecret));
        var kept = gateway is not null && id is not null && secret is not null ? null : new ProfileFile(terminal.Folder).Find();
        var profile = kept ?? new Profile(null!, "");
        if (id is not null)
        {
            profile = profile with { ClientId = id };
        }

        if (secret is not null)
        {
            profile = profile with { ClientSecret = secret, KeyFile = null, KeyId = null };
        }

        if (gateway is not null)
        {
            profile = profile with { Gateway = AddressIn(gateway) };
        }

        return profile is { Gateway: not null, ClientId.Length: > 0 } and not { ClientSecret: null, KeyFile: null }
            ? profile
            : throw Failure.Of(ExitCode.NotSignedIn, "not-signed-in");
    }

    public static ClusterClientOptions OptionsFor(Profile profile, int retries) => new()
    {
        Gateway = profile.Gateway,
        ClientId = profile.ClientId,
        ClientSecret = profile.KeyFile is null ? profile.ClientSecret : null,
        ClientKey = profile.KeyFile is { } file ? new ClientKey(profile.KeyId ?? "", KeyIn(file)) : null,
        RetriesMax = retries >= 0 ? retries : throw Failure.Of(ExitCode.Usage, "retries-negative"),
    };

    public static Uri AddressIn(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            ? address
            : throw Failure.Of(ExitCode.Usage, "bad-gateway-address");

    private static string KeyIn(string file)
    {
        if (!File.Exists(file))
        {
            throw Failure.Of(ExitCode.Usage, "file-missing", file);
        }

        ProfileFile.RefuseIfOthersMayRead(file);
        var text = File.ReadAllText(file);
        return text.Contains("PRIVATE KEY-----", StringComparison.Ordinal) ? text : throw Failure.Of(ExitCode.Usage, "no-private-key", file);
    }

    private static string? Given(Terminal terminal, string variable) => terminal.Variable(variable) is { Length: > 0 } value ? value : null;
}
