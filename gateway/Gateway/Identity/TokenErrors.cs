using Cluster.Gateway.Identity.Trail;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Cluster.Gateway.Identity;

/// <summary>Token requests that are refused as RFC 6749 says, where the framework would fail or say too much.</summary>
public static class TokenErrors
{
    public static void AddTokenErrors(this OpenIddictServerBuilder server)
    {
        server.AddEventHandler<ExtractTokenRequestContext>(handler => handler.SetOrder(int.MinValue).UseInlineHandler(RejectUnreadableForm));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.SetOrder(int.MinValue).UseInlineHandler(RejectImpossibleClient));
        server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.SetOrder(int.MinValue).UseScopedHandler<NoteRefusedTokens>());
        server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.UseInlineHandler(context => OmitLink(context.Response)));
        server.AddEventHandler<ApplyAuthorizationResponseContext>(handler => handler.UseInlineHandler(context => OmitLink(context.Response)));
        server.AddEventHandler<ApplyEndSessionResponseContext>(handler => handler.UseInlineHandler(context => OmitLink(context.Response)));
    }

    private static async ValueTask RejectUnreadableForm(ExtractTokenRequestContext context)
    {
        var request = context.Transaction.GetHttpRequest()!;
        try
        {
            if (request.HasFormContentType)
            {
                await request.ReadFormAsync(request.HttpContext.RequestAborted);
            }
        }
        catch (InvalidDataException)
        {
            context.Reject(Errors.InvalidRequest, "The form cannot be read.");
        }
    }

    /// <summary>What cannot be a client's id is not looked up.</summary>
    private static ValueTask RejectImpossibleClient(ValidateTokenRequestContext context)
    {
        if (context.ClientId is { } clientId && !Client.IsIdentifier(clientId))
        {
            context.Reject(Errors.InvalidClient, "The specified client credentials are invalid.");
        }

        return default;
    }

    /// <summary>The framework links every error to its own site, which an intranet does not reach.</summary>
    private static ValueTask OmitLink(OpenIddictResponse response)
    {
        response.ErrorUri = null;
        return default;
    }
}
