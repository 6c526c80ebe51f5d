using System.Security.Claims;
using Cluster.ServiceDefaults;

namespace Cluster.Dashboard.SignIn;

/// <summary>Who says who is reading (SignIn:*): the gateway with its accounts, unless the city has an OpenID Connect provider of its own.</summary>
internal sealed record SignInSettings
{
    private const string Gateway = "Identity:Issuer";
    private const string RolesOfProvider = "SignIn:Roles";

    /// <summary>The pages are everybody's: a screen on a wall, a test.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The issuer, as its tokens say it.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Where its description is read when that is not where browsers find it.</summary>
    public string? MetadataAddress { get; init; }

    /// <summary>The readers' accounts are the gateway's, with a page on which they are kept.</summary>
    public bool IsGateway { get; init; }

    /// <summary>Where browsers find these pages.</summary>
    public Uri Site { get; init; } = new("http://localhost/");

    public string ClientId { get; init; } = "";

    public string ClientSecret { get; init; } = "";

    public string[] Scopes { get; init; } = [];

    public string RoleClaim { get; init; } = "role";

    /// <summary>What the provider's roles are here; empty where they have our names.</summary>
    public Dictionary<string, string> RolesHere { get; init; } = [];

    public string? KeyFolder { get; init; }

    /// <summary>Plain only where TLS ends nowhere: on a developer's machine, or on an intranet that has none.</summary>
    public bool IsSecure => Site.Scheme == Uri.UriSchemeHttps;

    public static SignInSettings Read(IConfiguration configuration)
    {
        if (configuration.GetValue<bool>("SignIn:Open"))
        {
            return new SignInSettings { IsOpen = true };
        }

        var gateway = Text(Gateway);
        var isGateway = Text("SignIn:Authority") is null;
        var settings = new SignInSettings
        {
            Authority = Text("SignIn:Authority") ?? gateway ?? throw new InvalidOperationException(
                "Neither Identity__Issuer nor SignIn__Authority is set: who says who is reading. SignIn__Open=true shows the pages to everybody."),
            MetadataAddress = Text("SignIn:MetadataAddress")
                ?? (isGateway && Text("Identity:Authority") is { } inside ? inside.TrimEnd('/') + "/.well-known/openid-configuration" : null),
            IsGateway = isGateway,
            Site = Uri.TryCreate(Text("SignIn:Site") ?? gateway, UriKind.Absolute, out var site)
                ? site
                : throw new InvalidOperationException("Neither SignIn__Site nor Identity__Issuer is set: the address at which browsers find the pages."),
            ClientId = Text("SignIn:ClientId") ?? Text("Cluster:ClientId") ?? "",
            ClientSecret = Text("SignIn:ClientSecret") ?? Text("Cluster:ClientSecret") ?? "",
            Scopes = (Text("SignIn:Scopes") ?? (isGateway ? "openid profile cluster.read" : "openid profile")).Split(' '),
            RoleClaim = Text("SignIn:RoleClaim") ?? "role",
            RolesHere = configuration.GetSection(RolesOfProvider).GetChildren().ToDictionary(role => role.Key, role => role.Value ?? ""),
            KeyFolder = Text("SignIn:KeyFolder"),
        };
        return settings.RolesHere.Values.FirstOrDefault(role => !Roles.OfServices.Contains(role)) is { } unknown
            ? throw new InvalidOperationException($"{RolesOfProvider} names '{unknown}': a role is one of {string.Join(", ", Roles.OfServices)}.")
            : settings;

        string? Text(string key) => configuration[key] is { Length: > 0 } text ? text : null;
    }

    /// <summary>All that the pages keep of what the provider says.</summary>
    public ClaimsPrincipal Reader(ClaimsPrincipal told)
    {
        var role = RolesHere.Count == 0
            ? told.FindFirstValue(RoleClaim)
            : told.FindAll(RoleClaim).Select(theirs => RolesHere.GetValueOrDefault(theirs.Value)).FirstOrDefault(known => known is not null);
        var claims = new[] { "sub", "name", "position", "organisation", RevocationList.CredentialClaim }
            .Select(kind => (Kind: kind, Value: told.FindFirstValue(kind))).Append((Kind: "role", Value: role));
        return new ClaimsPrincipal(new ClaimsIdentity(
            claims.Where(claim => claim.Value is not null).Select(claim => new Claim(claim.Kind, claim.Value!)), SignInSetup.Scheme, "name", "role"));
    }
}
