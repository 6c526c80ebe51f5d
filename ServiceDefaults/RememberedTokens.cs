using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.ServiceDefaults;

/// <summary>
/// A client shows the same token for an hour. Its signature is verified the first time; that costs about as much as passing the
/// whole request on. Only valid tokens are remembered, and none beyond its end.
/// </summary>
internal sealed class RememberedTokens(TimeProvider time) : JsonWebTokenHandler
{
    private const int CountMax = 10_000;

    private readonly ConcurrentDictionary<string, TokenValidationResult> _valid = new();

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_valid.TryGetValue(token, out var known))
        {
            if (time.GetUtcNow().UtcDateTime < known.SecurityToken.ValidTo)
            {
                return known;
            }

            _valid.TryRemove(token, out _);
        }

        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
        {
            if (_valid.Count >= CountMax)
            {
                _valid.Clear();
            }

            _valid[token] = result;
        }

        return result;
    }
}
