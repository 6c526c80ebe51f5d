using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cluster.Gateway.Identity.Persons;
using Cluster.Gateway.Tests.Identity.Persons;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Cluster.Gateway.Tests.Identity.Trail;

/// <summary>What is done to credentials and accounts can be asked for afterwards, with who did it and what was so before.</summary>
public sealed class IdentityEventsTests(RunningGateway gateway)
{
    private readonly Replica _door = gateway.Replica;

    [Fact]
    public async Task What_happens_to_a_credential_is_told_with_what_it_was_before_and_never_with_a_secret()
    {
        var clientId = Replica.NewClientId();
        using var operators = await _door.Operator();
        using var put = await _door.Put(clientId, Replica.Registration("department"));
        using var same = await _door.Put(clientId, Replica.Registration("department"));
        using var change = await _door.Put(clientId, Replica.Registration("office"));
        using var added = await operators.PostAsJsonAsync($"/identity/clients/{clientId}/secrets", new { });
        var secret = await added.Json();
        await _door.Token(clientId, Replica.Secret);
        await _door.Token(clientId, Replica.Secret);
        using var cadence = await operators.PutAsJsonAsync($"/identity/pushes/{clientId}/ecology/readings", new { everySeconds = 86_400 });
        using var removed = await operators.DeleteAsync($"/identity/clients/{clientId}/secrets/{secret.Text("secretId")}");
        using var deleted = await operators.DeleteAsync($"/identity/clients/{clientId}");
        using var refused = await _door.AskForToken(clientId, Replica.Secret);
        using var refusedAgain = await _door.AskForToken(clientId, Replica.Secret);

        var events = await EventsOf($"identity/clients/{clientId}");

        events.Select(one => one.Text("kind").Split('.')[^1]).ShouldBe(
        [
            "ClientRegistered", "ClientRegistered", "SecretAdded", "ClientSignedIn", "CadenceSet", "SecretRemoved", "ClientRevoked", "TokenRefused",
        ]);
        events[0]["before"].ShouldBeNull();
        (events[1]["before"].Text("role"), events[1]["after"].Text("role")).ShouldBe(("department", "office"));
        (events[1].Text("client"), events[1].Text("role")).ShouldBe(("bootstrap-operator", "operator"));
        events[1].Text("address").ShouldNotBeEmpty();
        events[1].Text("trace").ShouldStartWith("00-");
        (events[3].Text("client"), events[3].Text("organisation")).ShouldBe((clientId, "市交通运输局"));
        events[6]["before"].Text("role").ShouldBe("office");
        var told = new JsonArray([.. events.Select(one => one.DeepClone())]).ToJsonString();
        told.ShouldNotContain(Replica.Secret);
        told.ShouldNotContain(secret.Text("secret"));
    }

    [Fact]
    public async Task What_happens_to_an_account_is_told_with_who_did_it()
    {
        var person = await Browser.Create(_door, PersonRoles.Leader);
        using var system = await Browser.TokenOf(_door, PersonRoles.SystemAdministrator);
        using var security = await Browser.TokenOf(_door, PersonRoles.SecurityAdministrator);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!, "not-the-password");
        await browser.SignIn(person.UserName!);
        await browser.Submit("/account/password", ("current", "not-the-password"), ("new", "Other-Harbour-28"), ("repeat", "Other-Harbour-28"));
        await browser.Submit("/account/password", ("current", Browser.Password), ("new", "Other-Harbour-28"), ("repeat", "Other-Harbour-28"));
        await browser.Post("/account/sign-out", [.. await TokenOn(browser, "/account")]);
        await security.PutAsJsonAsync($"/identity/users/{person.Id}/role", new { role = PersonRoles.Auditor });
        await security.DeleteAsync($"/identity/users/{person.Id}/role");
        await system.PutAsJsonAsync($"/identity/users/{person.Id}", new { displayName = "李四", organisation = "市水务局" });
        using var reset = await system.PostAsync($"/identity/users/{person.Id}/password", content: null);
        await system.PostAsync($"/identity/users/{person.Id}/disable", content: null);
        for (var i = 0; i < 6; i++)
        {
            await browser.SignIn(person.UserName!, "not-the-password");
        }

        var events = await EventsOf($"identity/persons/{person.Id}");

        events.Select(one => one.Text("kind").Split('.')[^1]).ShouldBe(
        [
            "UserCreated", "SignInFailed", "SignedIn", "PasswordNotConfirmed", "PasswordChanged", "SignedIn", "SignedOut", "RoleGranted", "RoleWithdrawn",
            "UserChanged", "PasswordReset", "UserDisabled", .. Enumerable.Repeat("SignInFailed", 5), "SignInLocked",
        ]);
        (events[2].Text("client"), events[2].Text("role")).ShouldBe((person.Id.ToString(), PersonRoles.Leader));
        events[1].Text("client").ShouldBeEmpty("who it was that did not know the password is not known");
        (events[7]["before"].Text("role"), events[7]["after"].Text("role"), events[7].Text("role"))
            .ShouldBe((PersonRoles.Leader, PersonRoles.Auditor, PersonRoles.SecurityAdministrator));
        (events[9]["before"].Text("organisation"), events[9]["after"].Text("organisation")).ShouldBe(("市交通运输局", "市水务局"));
        var told = new JsonArray([.. events.Select(one => one.DeepClone())]).ToJsonString();
        told.ShouldNotContain("Harbour");
        told.ShouldNotContain((await reset.Json()).Text("oneTimePassword"));
    }

    /// <summary>The table of the log refuses this one event, as a full disk would.</summary>
    [Fact]
    public async Task What_cannot_be_told_does_not_happen()
    {
        var clientId = $"doomed-{Guid.NewGuid():N}";
        await Execute($"""
            create function refuse_{clientId[7..]}() returns trigger language plpgsql as 'begin raise exception ''full''; end';
            create trigger refuse_{clientId[7..]} before insert on log_events for each row
            when (new.aggregate like 'audit/identity/clients/{clientId}/%') execute function refuse_{clientId[7..]}()
            """);

        using var put = await _door.Put(clientId, Replica.Registration("department"));

        put.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        using var token = await _door.AskForToken(clientId, Replica.Secret);
        (await token.Json()).Text("error").ShouldBe("invalid_client");
        await Execute($"drop trigger refuse_{clientId[7..]} on log_events");
        using var again = await _door.Put(clientId, Replica.Registration("department"));
        again.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public void The_gateway_has_a_log_and_no_part_in_the_bus() =>
        _door.Services.GetService(typeof(IEnumerable<IHostedService>)).ShouldBeAssignableTo<IEnumerable<IHostedService>>()!
            .Select(service => service.GetType().FullName!).Where(name => name.StartsWith("MassTransit", StringComparison.Ordinal) || name.EndsWith(".Relay", StringComparison.Ordinal))
            .ShouldBeEmpty();

    private async Task<List<JsonNode>> EventsOf(string about)
    {
        using var auditor = await Browser.TokenOf(_door, PersonRoles.AuditAdministrator);
        var page = await auditor.GetFromJsonAsync<JsonNode>($"/identity/audit/events?pageSize=500&aggregate=audit/{about}/");
        return [.. page!["items"]!.AsArray().Reverse().Select(one => one!)];
    }

    private static async Task<(string Name, string Value)[]> TokenOn(Browser browser, string page)
    {
        var html = await browser.Http.GetStringAsync(page);
        var start = html.IndexOf("value=\"", html.IndexOf("name=\"token\"", StringComparison.Ordinal), StringComparison.Ordinal) + "value=\"".Length;
        return [("token", html[start..html.IndexOf('"', start)])];
    }

    private async Task Execute(string sql)
    {
        await using var database = NpgsqlDataSource.Create(gateway.Database);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
