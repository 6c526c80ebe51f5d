using System.Security.Cryptography;
using Cluster.ServiceDefaults;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Gateway.Tests.Identity;

public sealed class RememberedTokensTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly RsaSecurityKey _key = new(RSA.Create(2048));
    private readonly RememberedTokens _tokens;
    private readonly TokenValidationParameters _expected;

    public RememberedTokensTests()
    {
        _tokens = new RememberedTokens(_time);
        _expected = new TokenValidationParameters { ValidIssuer = "issuer", ValidAudience = "cluster", IssuerSigningKey = _key };
    }

    [Fact]
    public async Task A_token_is_verified_once_and_again_when_its_time_is_over()
    {
        var token = Token("cluster");

        var first = await _tokens.ValidateTokenAsync(token, _expected);
        var second = await _tokens.ValidateTokenAsync(token, _expected);
        _time.Advance(TimeSpan.FromHours(1));
        var late = await _tokens.ValidateTokenAsync(token, _expected);

        first.IsValid.ShouldBeTrue();
        second.ShouldBeSameAs(first);
        late.ShouldNotBeSameAs(first);
    }

    [Fact]
    public async Task A_refused_token_is_not_remembered()
    {
        var token = Token("elsewhere");

        var first = await _tokens.ValidateTokenAsync(token, _expected);
        var second = await _tokens.ValidateTokenAsync(token, _expected);

        first.IsValid.ShouldBeFalse();
        second.IsValid.ShouldBeFalse();
        second.ShouldNotBeSameAs(first);
    }

    private string Token(string audience) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "issuer",
        Audience = audience,
        Expires = _time.GetUtcNow().UtcDateTime.AddHours(1),
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
    });
}
