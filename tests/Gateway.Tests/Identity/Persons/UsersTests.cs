using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Gateway.Identity.Persons;

namespace Cluster.Gateway.Tests.Identity.Persons;

/// <summary>The three administrators are apart, and none does another's work.</summary>
public sealed class UsersTests(RunningGateway gateway)
{
    private static readonly ConcurrentDictionary<string, Task<string>> Tokens = [];

    private readonly Replica _door = gateway.Replica;

    /// <summary>Who may do what; all others are refused.</summary>
    public static readonly TheoryData<string, string, string[]> Work = new()
    {
        { "GET", "/identity/users", [PersonRoles.SystemAdministrator, PersonRoles.SecurityAdministrator] },
        { "POST", "/identity/users", [PersonRoles.SystemAdministrator] },
        { "PUT", "/identity/users/ID", [PersonRoles.SystemAdministrator] },
        { "POST", "/identity/users/ID/password", [PersonRoles.SystemAdministrator] },
        { "POST", "/identity/users/ID/disable", [PersonRoles.SystemAdministrator] },
        { "POST", "/identity/users/ID/enable", [PersonRoles.SystemAdministrator] },
        { "PUT", "/identity/users/ID/role", [PersonRoles.SecurityAdministrator] },
        { "DELETE", "/identity/users/ID/role", [PersonRoles.SecurityAdministrator] },
        { "GET", "/identity/events", [PersonRoles.AuditAdministrator, PersonRoles.Auditor] },
        { "GET", "/identity/audit/events", [PersonRoles.AuditAdministrator, PersonRoles.Auditor] },
        { "GET", "/identity/audit/verification", [PersonRoles.AuditAdministrator, PersonRoles.Auditor, PersonRoles.Operator] },
        { "GET", "/identity/clients", [] },
        { "POST", "/identity/users/first-administrators", [] },
    };

    [Theory]
    [MemberData(nameof(Work))]
    public async Task Each_role_does_its_own_work_and_no_other(string method, string address, string[] allowed)
    {
        var somebody = await Browser.Create(_door, PersonRoles.Leader);
        foreach (var role in PersonRoles.All)
        {
            using var http = await TokenOf(role);
            using var request = new HttpRequestMessage(new HttpMethod(method), address.Replace("ID", somebody.Id.ToString(), StringComparison.Ordinal))
            {
                Content = method == "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json"),
            };
            using var response = await http.SendAsync(request);

            (response.StatusCode != HttpStatusCode.Forbidden).ShouldBe(allowed.Contains(role), $"{role}: {response.StatusCode}");
            response.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
        }

        using var system = await _door.As("department");
        using var asSystem = await system.SendAsync(new HttpRequestMessage(new HttpMethod(method), address.Replace("ID", somebody.Id.ToString(), StringComparison.Ordinal)));
        asSystem.StatusCode.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(PersonRoles.SystemAdministrator, PersonRoles.SecurityAdministrator)]
    [InlineData(PersonRoles.AuditAdministrator, PersonRoles.SystemAdministrator)]
    [InlineData(PersonRoles.SecurityAdministrator, PersonRoles.Office)]
    [InlineData(PersonRoles.Office, PersonRoles.AuditAdministrator)]
    public async Task Nobody_holds_an_administrators_role_beside_another(string held, string wanted)
    {
        var person = await Browser.Create(_door, held);
        using var security = await Browser.TokenOf(_door, PersonRoles.SecurityAdministrator);

        using var refused = await Grant(security, person, wanted);
        (await refused.ProblemCode()).ShouldBe("role-conflict");
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);

        using var withdrawn = await security.DeleteAsync($"/identity/users/{person.Id}/role");
        using var granted = await Grant(security, person, wanted);
        withdrawn.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await granted.Json()).Text("role").ShouldBe(wanted);
    }

    [Fact]
    public async Task Nobody_changes_the_own_role()
    {
        var person = await Browser.Create(_door, PersonRoles.SecurityAdministrator);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);
        using var security = _door.With(await browser.Token());

        using var grant = await Grant(security, person, PersonRoles.Office);
        using var withdraw = await security.DeleteAsync($"/identity/users/{person.Id}/role");

        (await grant.ProblemCode()).ShouldBe("own-role");
        (await withdraw.ProblemCode()).ShouldBe("own-role");
    }

    [Theory]
    [InlineData("king", "user-invalid")]
    [InlineData(null, "user-invalid")]
    [InlineData(PersonRoles.DepartmentHead, "organisation-missing")]
    public async Task A_role_that_cannot_be_is_refused(string? role, string code)
    {
        var person = await Browser.Create(_door, organisation: null);
        using var security = await Browser.TokenOf(_door, PersonRoles.SecurityAdministrator);

        using var response = await Grant(security, person, role);

        (await response.ProblemCode()).ShouldBe(code);
    }

    [Theory]
    [InlineData("role", "\"office\"")]
    [InlineData("disabled", "false")]
    [InlineData("mustChangePassword", "false")]
    [InlineData("passwordHash", "\"x\"")]
    [InlineData("id", "\"00000000-0000-0000-0000-000000000001\"")]
    public async Task What_is_not_the_system_administrators_to_set_cannot_be_sent(string member, string value)
    {
        var person = await Browser.Create(_door, PersonRoles.Leader);
        using var system = await Browser.TokenOf(_door, PersonRoles.SystemAdministrator);
        var create = $$"""{"userName":"{{Browser.NewName()}}","displayName":"李四","{{member}}":{{value}}}""";
        var change = $$"""{"displayName":"李四","{{member}}":{{value}}}""";

        using var post = await system.PostAsync("/identity/users", new StringContent(create, Encoding.UTF8, "application/json"));
        using var put = await system.PutAsync($"/identity/users/{person.Id}", new StringContent(change, Encoding.UTF8, "application/json"));

        (await post.ProblemCode()).ShouldBe("malformed-request");
        (await put.ProblemCode()).ShouldBe("malformed-request");
        (await Find(system, person))!.Text("role").ShouldBe(PersonRoles.Leader);
    }

    [Theory]
    [InlineData("a", "李四", "userName", "not-a-user-name")]
    [InlineData("two words", "李四", "userName", "not-a-user-name")]
    [InlineData("li.si", "", "displayName", "required")]
    public async Task An_account_that_cannot_be_is_refused(string userName, string displayName, string field, string code)
    {
        using var system = await Browser.TokenOf(_door, PersonRoles.SystemAdministrator);

        using var response = await system.PostAsJsonAsync("/identity/users", new { userName, displayName });

        var error = (await response.Json())["errors"]!.AsArray().ShouldHaveSingleItem();
        (error.Text("field"), error.Text("code")).ShouldBe((field, code));
    }

    [Fact]
    public async Task A_user_name_is_taken_in_whatever_letters_it_is_written()
    {
        var person = await Browser.Create(_door);
        using var system = await Browser.TokenOf(_door, PersonRoles.SystemAdministrator);

        using var response = await system.PostAsJsonAsync("/identity/users", new { userName = person.UserName!.ToUpperInvariant(), displayName = "李四" });

        (await response.ProblemCode()).ShouldBe("user-name-taken");
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("password")]
    [InlineData("role")]
    public async Task What_somebody_may_no_longer_do_ends_at_once(string change)
    {
        var person = await Browser.Create(_door, PersonRoles.Leader);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);
        using var http = _door.With(await browser.Token());
        using var administrator = await Browser.TokenOf(_door, change == "role" ? PersonRoles.SecurityAdministrator : PersonRoles.SystemAdministrator);

        using var response = change == "role"
            ? await administrator.DeleteAsync($"/identity/users/{person.Id}/role")
            : await administrator.PostAsync($"/identity/users/{person.Id}/{change}", content: null);

        response.IsSuccessStatusCode.ShouldBeTrue();
        using var read = await http.GetAsync("/api/ecology/readings");
        read.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.IsSignedIn()).ShouldBeFalse();
        using var again = await browser.SignIn(person.UserName!);
        again.StatusCode.ShouldBe(change == "role" ? HttpStatusCode.Redirect : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_locked_person_is_let_in_again_with_the_password_that_the_administrator_sets()
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);
        for (var failure = 0; failure < 5; failure++)
        {
            await browser.SignIn(person.UserName!, "not-the-password");
        }

        using var system = await Browser.TokenOf(_door, PersonRoles.SystemAdministrator);
        using var reset = await system.PostAsync($"/identity/users/{person.Id}/password", content: null);
        using var response = await browser.SignIn(person.UserName!, (await reset.Json()).Text("oneTimePassword"));

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_audit_tells_who_did_what()
    {
        var person = await Browser.Create(_door);
        using var security = await Browser.TokenOf(_door, PersonRoles.SecurityAdministrator);
        using var granted = await Grant(security, person, PersonRoles.Leader);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!, "not-the-password");
        await browser.SignIn(person.UserName!);

        using var auditor = await Browser.TokenOf(_door, PersonRoles.AuditAdministrator);
        List<JsonNode> events = []; // of as many pages as others have filled meanwhile
        for (long? before = long.MaxValue; before is not null;)
        {
            var page = await auditor.GetFromJsonAsync<JsonNode>($"/identity/events?pageSize=500&before={before}");
            events.AddRange(page!["items"]!.AsArray().Select(one => one!));
            before = page["next"]?.GetValue<long>();
        }

        var about = events.Where(one => one.Text("subject") == person.Id.ToString()).Reverse().ToList();

        about.Select(one => one.Text("kind")).ShouldBe(["user-created", "role-granted", "sign-in-failed", "signed-in"]);
        about[1].Text("detail").ShouldEndWith("→ leader");
        about[1].Text("actor").ShouldNotBeEmpty();
        events.ShouldAllBe(one => !one.ToJsonString().Contains("not-the-password"));
    }

    [Fact]
    public async Task The_first_three_administrators_and_the_office_are_made_once_and_build_up_the_rest()
    {
        var database = await (await Servers.Shared).NewDatabase("gateway-first");
        await using var replica = gateway.StartReplica(("ConnectionStrings:database", database));
        using var operators = await replica.Operator();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => operators.PostAsync("/identity/users/first-administrators", content: null)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(3);
        var made = (await answers.Single(answer => answer.StatusCode == HttpStatusCode.Created).Json())["administrators"]!.AsArray();
        made.Select(one => one.Text("role")).ShouldBe(
            [PersonRoles.SystemAdministrator, PersonRoles.SecurityAdministrator, PersonRoles.AuditAdministrator, PersonRoles.Office]);
        made.Select(one => one.Text("oneTimePassword")).ShouldBeUnique();

        using var security = await FirstSignIn(replica, "secadmin", made[1].Text("oneTimePassword"));
        var users = await security.GetFromJsonAsync<JsonNode>("/identity/users");
        var system = users!["items"]!.AsArray().Single(one => one.Text("userName") == "sysadmin");

        using var last = await security.DeleteAsync($"/identity/users/{system.Text("id")}/role");
        (await last.ProblemCode()).ShouldBe("last-administrator");

        using var office = await FirstSignIn(replica, "office", made[3].Text("oneTimePassword"));
        using var read = await office.GetAsync("/api/ecology/readings");
        using var administer = await office.GetAsync("/identity/users");
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        administer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    /// <summary>With the password that was handed over, which gives no token before it is changed.</summary>
    private static async Task<HttpClient> FirstSignIn(Replica door, string name, string oneTimePassword)
    {
        using var browser = new Browser(door);
        await browser.SignIn(name, oneTimePassword);
        using var early = await browser.Authorize(Browser.Verifier());
        early.Headers.Location!.OriginalString.ShouldStartWith("/account/password?returnUrl=");
        using var change = await browser.Submit(
            "/account/password", ("current", oneTimePassword), ("new", Browser.Password), ("repeat", Browser.Password));
        return door.With(await browser.Token());
    }

    /// <summary>A token a role is enough for all rows of the table.</summary>
    private async Task<HttpClient> TokenOf(string role) => _door.With(await Tokens.GetOrAdd(role, async one =>
    {
        using var http = await Browser.TokenOf(_door, one);
        return http.DefaultRequestHeaders.Authorization!.Parameter!;
    }));

    private static Task<HttpResponseMessage> Grant(HttpClient security, Person person, string? role) =>
        security.PutAsJsonAsync($"/identity/users/{person.Id}/role", new { role });

    private static async Task<JsonNode?> Find(HttpClient system, Person person) =>
        (await system.GetFromJsonAsync<JsonNode>($"/identity/users?pageSize=1&after={person.UserName![..^1]}"))!["items"]!.AsArray().Single();
}
