using System.Text.Json;
using System.Text.RegularExpressions;
using Cluster.ServiceDefaults;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Cluster.Gateway.Identity;

/// <summary>A system that may enter (接入凭证): whose it is and what it may do. Its secret is kept only as a hash.</summary>
/// <param name="Organisation">The organisation's registered short name; operators have none.</param>
public sealed partial record Client(string ClientId, string? Organisation, string Role, string? DisplayName)
{
    public const int OrganisationLengthMax = 60;
    public const int DisplayNameLengthMax = 100;
    public const int SecretLengthMin = 32;
    public const int SecretLengthMax = 256;

    public static readonly IReadOnlyList<string> AllRoles = [Roles.Department, Roles.Office, Roles.Operator, Roles.Reader];

    /// <summary>What a token may let its bearer do; a client can ask for less than it has.</summary>
    public IReadOnlyList<string> Scopes => Role == Roles.Reader ? [Access.Read] : [Access.Read, Access.Write];

    /// <summary>All faults at once, so that they are repaired in one go.</summary>
    public IEnumerable<FieldError> Check(string? secret)
    {
        if (!IsIdentifier(ClientId))
        {
            yield return new("clientId", Refusals.NotAnIdentifier);
        }

        if (!AllRoles.Contains(Role))
        {
            yield return new("role", Role.Length == 0 ? Refusals.Required : Refusals.NotOneOf) { Allowed = AllRoles };
        }

        if (CheckOrganisation() is { } organisation)
        {
            yield return organisation;
        }

        if (CheckText("displayName", DisplayName, DisplayNameLengthMax) is { } displayName)
        {
            yield return displayName;
        }

        switch (secret?.Length ?? 0)
        {
            case 0:
                yield return new("secret", Refusals.Required);
                break;
            case < SecretLengthMin:
                yield return new("secret", Refusals.TooShort, SecretLengthMin);
                break;
            case > SecretLengthMax:
                yield return new("secret", Refusals.TooLong, SecretLengthMax);
                break;
        }
    }

    private FieldError? CheckOrganisation() => (Role, Organisation) switch
    {
        (Roles.Department or Roles.Office, null or "") => new("organisation", Refusals.Required),
        (Roles.Operator, not null) => new("organisation", Refusals.MustBeAbsent),
        _ => CheckText("organisation", Organisation, OrganisationLengthMax),
    };

    private static FieldError? CheckText(string field, string? text, int lengthMax) => text switch
    {
        null => null,
        _ when text.Length > lengthMax => new(field, Refusals.TooLong, lengthMax),
        _ when text.Any(char.IsControl) => new(field, Refusals.ControlCharacter),
        _ => null,
    };

    public OpenIddictApplicationDescriptor Describe(string secret)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = ClientId,
            ClientSecret = secret,
            ClientType = ClientTypes.Confidential,
            DisplayName = DisplayName,
            Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials },
            Properties = { [Access.RoleClaim] = JsonSerializer.SerializeToElement(Role) },
        };
        if (Organisation is not null)
        {
            descriptor.Properties[Access.OrganisationClaim] = JsonSerializer.SerializeToElement(Organisation);
        }

        descriptor.Permissions.UnionWith(Scopes.Select(scope => Permissions.Prefixes.Scope + scope));
        return descriptor;
    }

    public static async Task<Client> Read(IOpenIddictApplicationManager clients, object stored)
    {
        var descriptor = new OpenIddictApplicationDescriptor();
        await clients.PopulateAsync(descriptor, stored);
        return new Client(
            descriptor.ClientId!,
            descriptor.Properties.TryGetValue(Access.OrganisationClaim, out var organisation) ? organisation.GetString() : null,
            descriptor.Properties[Access.RoleClaim].GetString()!,
            descriptor.DisplayName);
    }

    public static bool IsIdentifier(string clientId) => Identifier().IsMatch(clientId);

    [GeneratedRegex("^[a-z0-9._-]{3,100}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Identifier();
}

public sealed record FieldError(string Field, string Code, BilingualText Message)
{
    public FieldError(string field, Refusal refusal, params object?[] particulars)
        : this(field, refusal.Code, refusal.Say(particulars))
    {
    }

    public IReadOnlyList<string>? Allowed { get; init; }
}
