using System.Net;
using Cluster.Fixtures;
using Cluster.Gateway.Identity;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Cluster.Gateway.Tests.Identity;

public sealed class RevocationTests(RunningGateway gateway)
{
    private const string Readings = "/api/ecology/readings";

    private readonly Replica _door = gateway.Replica;

    [Fact]
    public async Task A_revoked_client_gets_no_token_and_its_tokens_are_refused_at_every_replica()
    {
        await using var other = gateway.StartReplica();
        var clientId = Replica.NewClientId();
        using var put = await _door.Put(clientId, Replica.Registration("department"));
        var token = await _door.Token(clientId, Replica.Secret);
        using var here = _door.With(token);
        using var there = other.With(token);
        (await there.GetAsync(Readings)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var operators = await _door.Operator();
        using var delete = await operators.DeleteAsync($"/identity/clients/{clientId}");

        delete.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await here.GetAsync(Readings)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await _door.AskForToken(clientId, Replica.Secret);
        (await again.Json()).Text("error").ShouldBe("invalid_client");
        await Eventually.True(
            async () => (await there.GetAsync(Readings)).StatusCode == HttpStatusCode.Unauthorized, limit: 3 * Revocations.RefreshInterval);
    }

    [Fact]
    public async Task A_changed_role_voids_the_tokens_that_say_the_old_one()
    {
        var clientId = Replica.NewClientId();
        using var put = await _door.Put(clientId, Replica.Registration("office"));
        using var before = _door.With(await _door.Token(clientId, Replica.Secret));

        // Tokens know the second of their issue and no more: the change has to come in a later one.
        await Eventually.True(() => Task.FromResult(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() > IssuedAt(before)));
        using var change = await _door.Put(clientId, Replica.Registration("reader"));
        using var after = _door.With(await _door.Token(clientId, Replica.Secret));

        (await before.GetAsync(Readings)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await after.GetAsync(Readings)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_client_that_nobody_registered_cannot_be_revoked()
    {
        using var operators = await _door.Operator();

        using var delete = await operators.DeleteAsync($"/identity/clients/{Replica.NewClientId()}");

        (await delete.ProblemCode()).ShouldBe("not-found");
    }

    private static long IssuedAt(HttpClient http) =>
        new JsonWebToken(http.DefaultRequestHeaders.Authorization!.Parameter).GetPayloadValue<long>("iat");
}
