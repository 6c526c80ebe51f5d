using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;
using Cluster.Gateway.Identity.Persons;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Gateway.Tests.Identity.Persons;

/// <summary>A person's browser: it keeps cookies, fills in forms, and runs no script.</summary>
public sealed partial class Browser : IDisposable
{
    public const string Password = "Jade-Harbour-27";

    private const string Callback = "signin-oidc";

    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, ActivityHeadersPropagator = null };

    public Browser(Replica door)
    {
        Door = door;
        Http = new HttpClient(_handler) { BaseAddress = door.Address };
    }

    public Replica Door { get; }

    public HttpClient Http { get; }

    public CookieContainer Cookies => _handler.CookieContainer;

    public static string NewName() => $"person-{Guid.NewGuid():N}";

    /// <summary>Somebody with this role and a password that need not be changed.</summary>
    public static async Task<Person> Create(Replica door, string? role = null, string? organisation = "市交通运输局", string password = Password)
    {
        await using var scope = door.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<Users>();
        var (person, _) = (await users.Add(NewName(), "张三", organisation, role))!.Value;
        scope.ServiceProvider.GetRequiredService<PasswordRules>().Set(person, password, mustChange: false, TimeProvider.System.GetUtcNow());
        await scope.ServiceProvider.GetRequiredService<GatewayDb>().SaveChangesAsync();
        return person;
    }

    /// <summary>A client with the token of a new person of this role.</summary>
    public static async Task<HttpClient> TokenOf(Replica door, string role, string? organisation = "市交通运输局")
    {
        var person = await Create(door, role, organisation);
        using var browser = new Browser(door);
        await browser.SignIn(person.UserName!);
        return door.With(await browser.Token());
    }

    public async Task<HttpResponseMessage> SignIn(string name, string password = Password, string? returnUrl = null, string? code = null) =>
        await Submit(
            "/account/sign-in" + (returnUrl is null ? "" : $"?returnUrl={Uri.EscapeDataString(returnUrl)}"),
            ("name", name), ("password", password), ("code", code ?? ""));

    /// <summary>Opens the page and sends its form.</summary>
    public async Task<HttpResponseMessage> Submit(string page, params (string Name, string Value)[] fields)
    {
        var html = await Http.GetStringAsync(page);
        var hidden = HiddenFields().Matches(html).Select(field => (Name: field.Groups["name"].Value, Value: HttpUtility.HtmlDecode(field.Groups["value"].Value)));
        return await Post(page.Split('?')[0], [.. hidden.Where(one => !fields.Any(field => field.Name == one.Name)), .. fields]);
    }

    public Task<HttpResponseMessage> Post(string address, params (string Name, string Value)[] fields) =>
        Http.PostAsync(address, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public async Task<bool> IsSignedIn()
    {
        using var response = await Http.GetAsync("/account");
        return response.StatusCode == HttpStatusCode.OK;
    }

    public static string Verifier() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    public Task<HttpResponseMessage> Authorize(
        string verifier, string scope = "openid profile cluster.read", (string Name, string? Value) change = default)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "dashboard", ["response_type"] = "code", ["scope"] = scope, ["state"] = "s",
            ["redirect_uri"] = RunningGateway.Issuer + Callback, ["code_challenge_method"] = "S256",
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
        };
        if (change.Name is not null)
        {
            query[change.Name] = change.Value;
        }

        return Http.GetAsync("/connect/authorize?" + string.Join('&', query.Where(one => one.Value is not null).Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value!)}")));
    }

    public async Task<string> Code(string verifier)
    {
        using var response = await Authorize(verifier);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect, await response.Content.ReadAsStringAsync());
        return HttpUtility.ParseQueryString(response.Headers.Location!.Query)["code"].ShouldNotBeNull(response.Headers.Location.ToString());
    }

    public async Task<HttpResponseMessage> Redeem(string code, string verifier, string secret = "")
    {
        using var http = Door.Anonymous();
        return await http.PostAsync("/connect/token", new FormUrlEncodedContent(
        [
            new("grant_type", "authorization_code"), new("client_id", "dashboard"), new("code", code), new("code_verifier", verifier),
            new("client_secret", secret.Length > 0 ? secret : RunningGateway.DashboardSecret), new("redirect_uri", RunningGateway.Issuer + Callback),
        ]));
    }

    public async Task<string> Token()
    {
        var verifier = Verifier();
        using var response = await Redeem(await Code(verifier), verifier);
        var answer = await response.Json();
        answer.Text("access_token").ShouldNotBeEmpty(answer.ToJsonString());
        return answer.Text("access_token");
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)" ?/?>""", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex HiddenFields();
}
