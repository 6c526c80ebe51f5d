using System.Collections.Concurrent;
using Microsoft.AspNetCore;
using Npgsql;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Cluster.Gateway.Identity.Trail;

/// <summary>Leaves a note of token requests that are refused, but not of each: who guesses secrets must not fill the log with it.</summary>
public sealed partial class NoteRefusedTokens(IdentityEvents events, NoteRefusedTokens.Recent recent, ILogger<NoteRefusedTokens> logger)
    : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public async ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        // What cannot be a client's id is not kept: it may be a secret that was put into the wrong field.
        if (context.Response.Error is not (Errors.InvalidClient or Errors.UnauthorizedClient or Errors.InvalidScope) || context.Request?.ClientId is not { } clientId
            || !Client.IsIdentifier(clientId)
            || !recent.IsNew(clientId, context.Transaction.GetHttpRequest()?.HttpContext.Connection.RemoteIpAddress?.ToString() ?? ""))
        {
            return;
        }

        try
        {
            await events.OfClient(clientId, new TokenRefused(context.Response.Error));
        }
        catch (NpgsqlException away)
        {
            // The refusal itself needs no database and stands.
            NotNoted(logger, away, clientId);
        }
    }

    /// <summary>Which refusals were noted within the last minute; each replica for itself.</summary>
    public sealed class Recent(TimeProvider time)
    {
        private const int KnownMax = 10_000;
        private static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);
        private readonly ConcurrentDictionary<(string ClientId, string Address), DateTimeOffset> _noted = [];

        public bool IsNew(string clientId, string address)
        {
            var now = time.GetUtcNow();
            if (_noted.Count >= KnownMax)
            {
                _noted.Clear();
            }

            var noted = _noted.AddOrUpdate((clientId, address), now, (_, last) => now - last >= Grain ? now : last);
            return noted == now;
        }
    }

    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "That a token was refused to {ClientId} could not be noted")]
    private static partial void NotNoted(ILogger logger, Exception failure, string clientId);
}
