using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;

namespace Cluster.Gateway.Tests.Identity;

public sealed class ClientSecretTests(RunningGateway gateway)
{
    private const string Readings = "/api/ecology/readings";

    private readonly Replica _door = gateway.Replica;

    [Fact]
    public async Task A_secret_rotates_without_a_gap()
    {
        var clientId = await Register();
        var added = await Add(clientId);

        using var withOld = _door.With(await _door.Token(clientId, Replica.Secret));
        using var withNew = _door.With(await _door.Token(clientId, added.Text("secret")));
        var oldId = (await Item(clientId))["credentials"]!.AsArray()[0].Text("id");
        using var delete = await Delete(clientId, oldId);

        delete.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await withNew.GetAsync(Readings)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await withOld.GetAsync(Readings)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await _door.AskForToken(clientId, Replica.Secret);
        again.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _door.Token(clientId, added.Text("secret"))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_third_live_secret_is_refused_until_one_has_ended()
    {
        var clientId = await Register();
        var second = await Add(clientId);

        using var third = await Post(clientId, new { });
        third.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await third.ProblemCode()).ShouldBe("client-secrets-full");

        await Execute($"update client_secrets set expires_at = now() - interval '1 second' where id = '{second.Text("secretId")}'");
        using var another = await Post(clientId, new { });
        another.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_many_that_add_a_secret_at_once_only_one_succeeds()
    {
        var clientId = await Register();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Post(clientId, new { })));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
    }

    [Fact]
    public async Task An_expired_secret_opens_nothing_and_no_token_outlives_its_secret()
    {
        var clientId = await Register();
        var end = TimeProvider.System.GetUtcNow().AddMinutes(5);
        var added = await Add(clientId, new { expiresAt = end });

        var token = new JsonWebToken(await _door.Token(clientId, added.Text("secret")));
        token.ValidTo.ShouldBe(end.UtcDateTime, TimeSpan.FromSeconds(2));

        await Execute($"update client_secrets set expires_at = now() - interval '1 second' where id = '{added.Text("secretId")}'");
        using var late = await _door.AskForToken(clientId, added.Text("secret"));
        late.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_expired_registration_opens_nothing_and_no_token_outlives_it()
    {
        var clientId = Replica.NewClientId();
        var end = TimeProvider.System.GetUtcNow().AddMinutes(5);
        using var put = await _door.Put(clientId, new { organisation = "市交通运输局", role = "department", secret = Replica.Secret, expiresAt = end });

        new JsonWebToken(await _door.Token(clientId, Replica.Secret)).ValidTo.ShouldBe(end.UtcDateTime, TimeSpan.FromSeconds(2));

        await Execute($$"""update clients set properties = jsonb_set(properties::jsonb, '{expires_at}', '"2020-01-01T00:00:00+00:00"') where client_id = '{{clientId}}'""");
        using var late = await _door.AskForToken(clientId, Replica.Secret);
        late.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await late.Json()).Text("error").ShouldBe("invalid_client");
    }

    [Theory]
    [InlineData("""{"expiresAt":"2020-01-01T00:00:00Z"}""", HttpStatusCode.UnprocessableEntity, "client-invalid")]
    [InlineData("""{"expiresAt":"tomorrow"}""", HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("""{"secret":"one-that-i-would-like-to-choose-myself"}""", HttpStatusCode.BadRequest, "malformed-request")]
    public async Task A_secret_that_cannot_be_is_refused(string body, HttpStatusCode status, string code)
    {
        var clientId = await Register();

        using var response = await Post(clientId, JsonNode.Parse(body)!);

        response.StatusCode.ShouldBe(status);
        (await response.ProblemCode()).ShouldBe(code);
    }

    [Fact]
    public async Task One_clients_secret_is_none_of_anothers()
    {
        var (mine, other) = (await Register(), await Register());
        var added = await Add(mine);

        using var asOther = await _door.AskForToken(other, added.Text("secret"));
        using var deleteAsOther = await Delete(other, added.Text("secretId"));

        asOther.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        deleteAsOther.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _door.Token(mine, added.Text("secret"))).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_register_says_when_a_client_and_its_secret_were_last_used()
    {
        var clientId = await Register();
        (await Item(clientId))["lastUsedAt"].ShouldBeNull();

        await _door.Token(clientId, Replica.Secret);

        var item = await Item(clientId);
        item["lastUsedAt"]!.GetValue<DateTimeOffset>().ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(30));
        item["credentials"]![0]!["lastUsedAt"]!.GetValue<DateTimeOffset>().ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_registration_without_a_secret_leaves_the_secrets_as_they_are()
    {
        var clientId = await Register();

        using var change = await _door.Put(clientId, new { organisation = "市交通运输局", role = "department", displayName = "改名" });

        (await change.Json()).Text("outcome").ShouldBe("updated");
        (await _door.Token(clientId, Replica.Secret)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("department")]
    [InlineData("office")]
    [InlineData("reader")]
    public async Task Only_operators_give_and_take_secrets(string role)
    {
        var clientId = await Register();
        using var http = await _door.As(role);

        using var post = await http.PostAsJsonAsync($"/identity/clients/{clientId}/secrets", new { });
        using var delete = await http.DeleteAsync($"/identity/clients/{clientId}/secrets/{Guid.NewGuid()}");

        post.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        delete.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_secret_from_before_there_were_two_goes_on_to_open_the_door()
    {
        var database = await (await Servers.Shared).NewDatabase("gateway-old");
        await using var replica = gateway.StartReplica(("ConnectionStrings:database", database));
        using var put = await replica.Put("an-old-client", Replica.Registration("department"));
        put.StatusCode.ShouldBe(HttpStatusCode.Created);

        await using (var scope = replica.Services.CreateAsyncScope())
        {
            var context = scope.ServiceProvider.GetRequiredService<GatewayDb>();
            await context.Database.ExecuteSqlRawAsync(
                "update clients set client_secret = (select hash from client_secrets s where s.client_id = clients.client_id) where client_id = 'an-old-client'");
            var migrator = context.GetService<IMigrator>();
            await migrator.MigrateAsync("20261125085216_Initial");
            await migrator.MigrateAsync();
        }

        (await replica.Token("an-old-client", Replica.Secret)).ShouldNotBeEmpty();
    }

    private async Task<string> Register()
    {
        var clientId = Replica.NewClientId();
        using var put = await _door.Put(clientId, Replica.Registration("department"));
        put.StatusCode.ShouldBe(HttpStatusCode.Created);
        return clientId;
    }

    private async Task<HttpResponseMessage> Post(string clientId, object body)
    {
        using var http = await _door.Operator();
        return await http.PostAsJsonAsync($"/identity/clients/{clientId}/secrets", body);
    }

    private async Task<JsonNode> Add(string clientId, object? body = null)
    {
        using var response = await Post(clientId, body ?? new { });
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return await response.Json();
    }

    private async Task<HttpResponseMessage> Delete(string clientId, string secretId)
    {
        using var http = await _door.Operator();
        return await http.DeleteAsync($"/identity/clients/{clientId}/secrets/{secretId}");
    }

    private async Task<JsonNode> Item(string clientId)
    {
        using var http = await _door.Operator();
        var page = await http.GetFromJsonAsync<JsonNode>($"/identity/clients?pageSize=1&after={clientId[..^1]}");
        var item = page!["items"]!.AsArray().ShouldHaveSingleItem()!;
        item.Text("clientId").ShouldBe(clientId);
        return item;
    }

    private async Task Execute(string sql)
    {
        await using var database = NpgsqlDataSource.Create(gateway.Database);
        await using var command = database.CreateCommand(sql);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
