using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers.Protection;

namespace Cluster.Gateway.Identity;

/// <summary>A code is good once, which only a row can tell. An access token proves itself: one row for each would only be written.</summary>
public static class TokenRows
{
    public static void AddTokenRows(this OpenIddictServerBuilder server) => server.AddEventHandler<GenerateTokenContext>(handler => handler
        .SetOrder(CreateTokenEntry.Descriptor.Order - 1)
        .UseInlineHandler(context =>
        {
            context.CreateTokenEntry &= context.TokenType is TokenTypeIdentifiers.Private.AuthorizationCode;
            return default;
        }));
}
