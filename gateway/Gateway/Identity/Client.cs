using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cluster.ServiceDefaults;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using Scopes = Cluster.ServiceDefaults.Scopes;

namespace Cluster.Gateway.Identity;

/// <summary>A system that may enter (接入凭证): whose it is and what it may do. Its secrets are kept apart, as hashes only.</summary>
/// <param name="Organisation">The organisation's registered short name; operators have none.</param>
/// <param name="Kinds">The kinds of data that it may write, in order; empty for all that its organisation may write.</param>
/// <param name="Site">Where its pages are, if it has any on which persons sign in; only the deployment's own dashboard has.</param>
/// <param name="Keys">Its public keys (a JSON Web Key Set) where it signs instead of sharing a secret.</param>
public sealed partial record Client(
    string ClientId, string? Organisation, string Role, string? DisplayName, string Kinds = "", DateTimeOffset? ExpiresAt = null, string? Keys = null,
    string? Site = null)
{
    public const int OrganisationLengthMax = 60;
    public const int DisplayNameLengthMax = 100;
    public const int SecretLengthMin = 32;
    public const int SecretLengthMax = 256;
    public const int KindsMax = 50;

    private const string SignInCallback = "signin-oidc";
    private const string SignOutCallback = "signout-callback-oidc";
    private const string ExpiryProperty = "expires_at";

    public static readonly IReadOnlyList<string> AllRoles = [Roles.Department, Roles.Office, Roles.Operator, Roles.Reader];

    public IReadOnlyList<string> KindList => Kinds.Length == 0 ? [] : Kinds.Split(' ');

    /// <summary>What a token may let its bearer do; a client can ask for less than it has.</summary>
    public IReadOnlyList<string> Permitted => (Role, Kinds) switch
    {
        (Roles.Reader, _) => [Scopes.Read],
        (_, "") => [Scopes.Read, Scopes.Write],
        _ => [Scopes.Read, .. KindList],
    };

    /// <summary>All faults at once, so that they are repaired in one go.</summary>
    public IEnumerable<FieldError> Check(DateTimeOffset now)
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

        if (Role == Roles.Reader && Kinds.Length > 0)
        {
            yield return new("scopes", Refusals.ReaderWrites);
        }
        else if (KindList.Count > KindsMax)
        {
            yield return new("scopes", Refusals.TooMany, KindsMax);
        }
        else if (KindList.FirstOrDefault(kind => !IsKind(kind)) is { } wrong)
        {
            yield return new("scopes", Refusals.NotAScope, wrong);
        }

        if (ExpiresAt <= now)
        {
            yield return new("expiresAt", Refusals.InThePast);
        }
    }

    public static FieldError? CheckSecret(string secret) => secret.Length switch
    {
        < SecretLengthMin => new("secret", Refusals.TooShort, SecretLengthMin),
        > SecretLengthMax => new("secret", Refusals.TooLong, SecretLengthMax),
        _ => null,
    };

    private FieldError? CheckOrganisation() => (Role, Organisation) switch
    {
        (Roles.Department or Roles.Office, null or "") => new("organisation", Refusals.Required),
        (Roles.Operator, not null) => new("organisation", Refusals.MustBeAbsent),
        _ => CheckText("organisation", Organisation, OrganisationLengthMax),
    };

    public static FieldError? CheckText(string field, string? text, int lengthMax) => text switch
    {
        null => null,
        _ when text.Length > lengthMax => new(field, Refusals.TooLong, lengthMax),
        _ when text.Any(char.IsControl) => new(field, Refusals.ControlCharacter),
        _ => null,
    };

    public OpenIddictApplicationDescriptor Describe()
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = ClientId,
            ClientType = ClientTypes.Confidential,
            DisplayName = DisplayName,
            JsonWebKeySet = Keys is null ? null : new JsonWebKeySet(Keys),
            // The framework wants one for a client without keys. Nobody knows this one, and it is not asked: see ClientRegister.
            ClientSecret = Keys is null ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) : null,
            Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials },
            Properties = { [Access.RoleClaim] = JsonSerializer.SerializeToElement(Role) },
        };
        if (Organisation is not null)
        {
            descriptor.Properties[Access.OrganisationClaim] = JsonSerializer.SerializeToElement(Organisation);
        }

        if (ExpiresAt is { } end)
        {
            descriptor.Properties[ExpiryProperty] = JsonSerializer.SerializeToElement(end);
        }

        if (Site is not null)
        {
            descriptor.RedirectUris.Add(new Uri(new Uri(Site), SignInCallback));
            descriptor.PostLogoutRedirectUris.Add(new Uri(new Uri(Site), SignOutCallback));
            descriptor.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
            descriptor.Permissions.UnionWith(
            [
                Permissions.Endpoints.Authorization, Permissions.Endpoints.EndSession, Permissions.GrantTypes.AuthorizationCode,
                Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
            ]);
        }

        descriptor.Permissions.UnionWith(Permitted.Select(scope => Permissions.Prefixes.Scope + scope));
        return descriptor;
    }

    public static async Task<Client> Read(IOpenIddictApplicationManager clients, object stored)
    {
        var descriptor = new OpenIddictApplicationDescriptor();
        await clients.PopulateAsync(descriptor, stored);
        var kinds = descriptor.Permissions
            .Where(permission => permission.StartsWith(Permissions.Prefixes.Scope, StringComparison.Ordinal))
            .Select(permission => permission[Permissions.Prefixes.Scope.Length..])
            .Where(scope => scope is not (Scopes.Read or Scopes.Write or OpenIddictConstants.Scopes.Profile));
        return new Client(
            descriptor.ClientId!,
            descriptor.Properties.TryGetValue(Access.OrganisationClaim, out var organisation) ? organisation.GetString() : null,
            descriptor.Properties[Access.RoleClaim].GetString()!,
            descriptor.DisplayName,
            InOrder(kinds),
            descriptor.Properties.TryGetValue(ExpiryProperty, out var end) ? end.GetDateTimeOffset() : null,
            descriptor.JsonWebKeySet is { } keys ? ClientKeys.Read(JsonSerializer.SerializeToElement(new { keys = keys.Keys })) : null,
            descriptor.RedirectUris.SingleOrDefault() is { } page ? new Uri(page, "/").AbsoluteUri : null);
    }

    /// <summary>What is no single word becomes one that cannot be a kind.</summary>
    public static string InOrder(IEnumerable<string?> kinds) => string.Join(
        ' ', kinds.Select(kind => string.IsNullOrEmpty(kind) ? "?" : kind.Replace(' ', '?')).Distinct().Order(StringComparer.Ordinal));

    public static bool IsKind(string scope) => Kind().IsMatch(scope);

    public static bool IsIdentifier(string clientId) => Identifier().IsMatch(clientId);

    [GeneratedRegex("^[a-z0-9._-]{3,100}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Identifier();

    [GeneratedRegex("^(coordination|industry|infrastructure|ecology|public-services|cooperation)\\.[a-z][a-z0-9-]{0,59}\\.write\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Kind();
}

public sealed record FieldError(string Field, string Code, BilingualText Message)
{
    public FieldError(string field, Refusal refusal, params object?[] particulars)
        : this(field, refusal.Code, refusal.Say(particulars))
    {
    }

    public IReadOnlyList<string>? Allowed { get; init; }
}
