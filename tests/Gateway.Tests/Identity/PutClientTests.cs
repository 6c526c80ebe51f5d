using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;

namespace Cluster.Gateway.Tests.Identity;

public sealed class PutClientTests(RunningGateway gateway)
{
    private readonly Replica _door = gateway.Replica;

    [Fact]
    public async Task The_same_registration_twice_changes_nothing()
    {
        var clientId = Replica.NewClientId();

        (await Outcome(clientId, Replica.Registration("department"))).ShouldBe("created");
        (await Outcome(clientId, Replica.Registration("department"))).ShouldBe("unchanged");
        (await Outcome(clientId, Replica.Registration("office"))).ShouldBe("updated");
        (await Outcome(clientId, Replica.Registration("office", secret: new string('s', 32)))).ShouldBe("updated");
    }

    [Fact]
    public async Task A_new_secret_replaces_the_old_one()
    {
        var clientId = Replica.NewClientId();
        var renewed = new string('r', 40);
        await Outcome(clientId, Replica.Registration("department"));
        await Outcome(clientId, Replica.Registration("department", renewed));

        using var old = await _door.AskForToken(clientId, Replica.Secret);

        old.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _door.Token(clientId, renewed)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_same_new_client_from_many_sides_at_once_is_created_once()
    {
        var clientId = Replica.NewClientId();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Outcome(clientId, Replica.Registration("department"))));

        outcomes.Count(outcome => outcome == "created").ShouldBe(1);
        outcomes.Count(outcome => outcome == "unchanged").ShouldBe(7);
    }

    [Fact]
    public async Task All_faults_of_a_registration_are_told_at_once()
    {
        using var response = await _door.Put("Not An Id", new
        {
            organisation = new string('局', 61), role = "king", displayName = "\u0000", secret = new string('s', 31),
        });

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.ProblemCode()).ShouldBe("client-invalid");
        var errors = (await response.Json())["errors"]!.AsArray();
        errors.Select(error => (error.Text("field"), error.Text("code"))).ShouldBe(
        [
            ("clientId", "not-an-identifier"), ("role", "not-one-of"), ("organisation", "too-long"),
            ("displayName", "control-character"), ("secret", "too-short"),
        ]);
        errors[1]!["allowed"]!.AsArray().Select(role => role!.ToString()).ShouldBe(["department", "office", "operator", "reader"]);
        errors.ShouldAllBe(error => error!["message"].Text("zh").Length > 0 && error["message"].Text("en").Length > 0);
    }

    [Theory]
    [InlineData("department", null, "required")]
    [InlineData("office", "", "required")]
    [InlineData("operator", "市发改委", "must-be-absent")]
    public async Task A_clients_role_decides_whether_it_has_an_organisation(string role, string? organisation, string code)
    {
        using var response = await _door.Put(Replica.NewClientId(), new { organisation, role, secret = Replica.Secret });

        var error = (await response.Json())["errors"]!.AsArray().ShouldHaveSingleItem();
        (error.Text("field"), error.Text("code")).ShouldBe(("organisation", code));
    }

    [Theory]
    [InlineData("department", "infrastructure.segments", "not-a-scope")]
    [InlineData("department", "cluster.write", "not-a-scope")]
    [InlineData("department", "elsewhere.segments.write", "not-a-scope")]
    [InlineData("department", "infrastructure.segments.write infrastructure.all.write", "not-a-scope")]
    [InlineData("department", "", "not-a-scope")]
    [InlineData("reader", "infrastructure.segments.write", "reader-writes")]
    public async Task A_scope_that_cannot_be_is_refused(string role, string scope, string code)
    {
        using var response = await _door.Put(
            Replica.NewClientId(), new { organisation = "市交通运输局", role, secret = Replica.Secret, scopes = new[] { scope } });

        var error = (await response.Json())["errors"]!.AsArray().ShouldHaveSingleItem();
        (error.Text("field"), error.Text("code")).ShouldBe(("scopes", code));
    }

    [Fact]
    public async Task An_empty_list_of_scopes_does_not_become_all_of_them()
    {
        using var response = await _door.Put(
            Replica.NewClientId(), new { organisation = "市交通运输局", role = "department", secret = Replica.Secret, scopes = Array.Empty<string>() });

        (await response.Json())["errors"]!.AsArray().ShouldHaveSingleItem().Text("code").ShouldBe("scopes-empty");
    }

    [Theory]
    [InlineData("lastUsedAt", "\"2026-01-01T00:00:00Z\"")]
    [InlineData("clientId", "\"another\"")]
    [InlineData("permissions", "[\"scp:cluster.write\"]")]
    [InlineData("clientType", "\"public\"")]
    public async Task What_only_the_server_sets_cannot_be_sent(string member, string value)
    {
        using var http = await _door.Operator();
        var body = $$"""{"organisation":"市交通运输局","role":"department","secret":"{{Replica.Secret}}","{{member}}":{{value}}}""";

        using var response = await http.PutAsync(
            $"/identity/clients/{Replica.NewClientId()}", new StringContent(body, Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.ProblemCode()).ShouldBe("malformed-request");
    }

    [Theory]
    [InlineData("{\"role\":")]
    [InlineData("{\"role\":7}")]
    [InlineData("null")]
    public async Task A_body_that_is_no_registration_is_answered_with_problem_details(string body)
    {
        using var http = await _door.Operator();

        using var response = await http.PutAsync(
            $"/identity/clients/{Replica.NewClientId()}", new StringContent(body, Encoding.UTF8, "application/json"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.ProblemCode()).ShouldBe("malformed-request");
    }

    [Theory]
    [InlineData("bootstrap-operator")]
    [InlineData("dashboard")]
    public async Task What_the_configuration_brings_is_not_changed_or_revoked_here(string clientId)
    {
        using var http = await _door.Operator();

        using var put = await _door.Put(clientId, Replica.Registration("operator"));
        using var delete = await http.DeleteAsync($"/identity/clients/{clientId}");

        (await put.ProblemCode()).ShouldBe("client-configured");
        (await delete.ProblemCode()).ShouldBe("client-configured");
    }

    [Fact]
    public async Task The_dashboards_own_client_reads_and_no_more()
    {
        var secret = new string('d', 32);
        await using var replica = gateway.StartReplica(("Identity:DashboardSecret", secret));

        using var http = replica.With(await replica.Token("dashboard", secret));
        using var read = await http.GetAsync("/api/ecology/readings");
        using var write = await http.PostAsync("/api/ecology/readings", content: null);

        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        write.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_register_lists_everybody_page_by_page_and_never_a_secret()
    {
        var mine = new[] { Replica.NewClientId(), Replica.NewClientId(), Replica.NewClientId() };
        foreach (var clientId in mine)
        {
            await Outcome(clientId, Replica.Registration("department"));
        }

        using var http = await _door.Operator();
        var seen = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var text = await http.GetStringAsync($"/identity/clients?pageSize=2&after={after}");
            text.ShouldNotContain("secret", Case.Insensitive);
            text.ShouldNotContain("hash", Case.Insensitive);
            var page = JsonNode.Parse(text)!;
            seen.AddRange(page["items"]!.AsArray().Select(item => item.Text("clientId")));
            after = page["next"]?.ToString();
        }

        seen.ShouldBeUnique();
        mine.ShouldBeSubsetOf(seen);
    }

    [Theory]
    [InlineData("after=not%00an-id")]
    [InlineData("pageSize=many")]
    public async Task A_page_that_cannot_be_is_refused(string query)
    {
        using var http = await _door.Operator();

        using var response = await http.GetAsync($"/identity/clients?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.ProblemCode()).ShouldBe("malformed-request");
    }

    [Fact]
    public async Task The_database_knows_only_the_hash_of_a_secret()
    {
        var clientId = Replica.NewClientId();
        await Outcome(clientId, Replica.Registration("department"));

        await using var database = NpgsqlDataSource.Create(gateway.Database);
        await using var command = database.CreateCommand(
            "select to_jsonb(c)::text || to_jsonb(s)::text from clients c join client_secrets s using (client_id) where client_id = $1");
        command.Parameters.AddWithValue(clientId);
        var row = (string)(await command.ExecuteScalarAsync())!;

        row.ShouldContain(clientId);
        row.ShouldNotContain(Replica.Secret);
    }

    private async Task<string> Outcome(string clientId, object registration)
    {
        using var response = await _door.Put(clientId, registration);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return (await response.Json()).Text("outcome");
    }
}
