using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Buffers.Text;
using Cluster.Client;

namespace Cluster.Cli.Tests.Identity;

public sealed class LoginTests(RunningCity city)
{
    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task A_secret_from_standard_input_is_kept_for_the_owner_only_and_never_shown()
    {
        using var desk = await SignedOut();

        var login = await desk.RunWith(Desk.Secret + "\n", "login", city.Gateway.ToString(), "--client-id", desk.ClientId, "--secret-stdin");
        var who = await desk.Run("whoami", "--json");

        login.Exit.ShouldBe(ExitCode.Done, login.Error);
        login.Out.ShouldContain(desk.Organisation);
        (login.Out + login.Error + who.Out + who.Error).ShouldNotContain(Desk.Secret);
        var profile = Path.Combine(desk.Home, "profile.json");
        File.GetUnixFileMode(profile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(desk.Home).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (who.Json["organisation"]!.GetValue<string>(), who.Json["role"]!.GetValue<string>()).ShouldBe((desk.Organisation, "department"));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task A_profile_that_others_can_read_is_not_used()
    {
        using var desk = await SignedOut();
        await desk.RunWith(Desk.Secret, "login", city.Gateway.ToString(), "--client-id", desk.ClientId, "--secret-stdin");
        File.SetUnixFileMode(Path.Combine(desk.Home, "profile.json"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var who = await desk.Run("whoami", "--json");

        (who.Exit, who.Code).ShouldBe((ExitCode.Usage, "readable-by-others"));
        who.Error.ShouldContain("chmod 600");
    }

    [Fact]
    public async Task A_wrong_secret_is_not_kept()
    {
        using var desk = await SignedOut();

        var login = await desk.RunWith("wrong-wrong-wrong-wrong-wrong-wrong-wrong", "login", city.Gateway.ToString(), "--client-id", desk.ClientId, "--secret-stdin");

        login.Exit.ShouldBe(ExitCode.NotSignedIn, login.Error);
        login.Error.ShouldNotContain("wrong-wrong");
        (await desk.Run("whoami")).Exit.ShouldBe(ExitCode.NotSignedIn);
        Directory.Exists(desk.Home).ShouldBeFalse();
    }

    [Fact]
    public async Task The_environment_outweighs_the_profile_and_logout_forgets_it()
    {
        using var desk = await SignedOut();
        using var other = await city.NewDesk();
        await desk.RunWith(Desk.Secret, "login", city.Gateway.ToString(), "--client-id", desk.ClientId, "--secret-stdin");

        desk.Environment["CLUSTER_CLIENT_ID"] = other.ClientId;
        desk.Environment["CLUSTER_CLIENT_SECRET"] = Desk.Secret;
        (await desk.Run("whoami")).Out.ShouldContain(other.Organisation);
        desk.Environment.Remove("CLUSTER_CLIENT_ID");
        (await desk.Run("whoami")).Out.ShouldContain(desk.Organisation);

        (await desk.Run("logout", "--json")).Json["signedOut"]!.GetValue<bool>().ShouldBeTrue();
        (await desk.Run("whoami")).Exit.ShouldBe(ExitCode.NotSignedIn);
        (await desk.Run("logout", "--json")).Json["signedOut"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory]
    [InlineData("RSA")]
    [InlineData("EC")]
    [SupportedOSPlatform("linux")]
    public async Task A_credential_that_shares_no_secret_signs_with_its_key(string kind)
    {
        using var desk = await SignedOut();
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = kind == "RSA" ? rsa.ExportPkcs8PrivateKeyPem() : curve.ExportECPrivateKeyPem();
        await Register(desk, kind == "RSA" ? PublicKey(rsa.ExportParameters(includePrivateParameters: false)) : PublicKey(curve.ExportParameters(includePrivateParameters: false)));
        var file = desk.File("key.pem", pem);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);

        var login = await desk.Run("login", city.Gateway.ToString(), "--client-id", desk.ClientId, "--key-file", file, "--key-id", "first");

        login.Exit.ShouldBe(ExitCode.Done, login.Error);
        (await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Roads(1)))).Out.ShouldContain("新增 1");
        (await File.ReadAllTextAsync(Path.Combine(desk.Home, "profile.json"))).ShouldNotContain("PRIVATE KEY");
    }

    [Fact]
    public async Task A_secret_is_no_option_and_without_a_terminal_it_is_not_asked_for()
    {
        using var desk = await SignedOut();

        (await desk.Run("login", city.Gateway.ToString(), "--client-id", desk.ClientId, "--client-secret", Desk.Secret)).Exit.ShouldBe(ExitCode.Usage);
        (await desk.Run("login", city.Gateway.ToString(), "--client-id", desk.ClientId, "--json")).Code.ShouldBe("secret-missing");
        (await desk.Run("login", "ftp://nowhere", "--json")).Code.ShouldBe("bad-gateway-address");
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_told_and_nothing_is_kept()
    {
        using var desk = await SignedOut();

        var login = await desk.RunWith(Desk.Secret, "login", "http://127.0.0.1:1", "--client-id", desk.ClientId, "--secret-stdin");

        login.Exit.ShouldBe(ExitCode.Unreachable, login.Error);
        login.Error.ShouldContain("127.0.0.1:1");
        Directory.Exists(desk.Home).ShouldBeFalse();
    }

    private async Task<Desk> SignedOut()
    {
        var desk = await city.NewDesk();
        desk.Environment.Clear();
        desk.Environment["LANG"] = "zh_CN.UTF-8";
        return desk;
    }

    private async Task Register(Desk desk, object key)
    {
        using var http = new HttpClient { BaseAddress = city.Gateway };
        using var form = new FormUrlEncodedContent(
            [new("grant_type", "client_credentials"), new("client_id", "bootstrap-operator"), new("client_secret", RunningCity.OperatorSecret)]);
        using var token = await http.PostAsync("/connect/token", form);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await token.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>())!["access_token"]!.GetValue<string>());
        using var put = await http.PutAsJsonAsync(
            $"/identity/clients/{desk.ClientId}", new { organisation = desk.Organisation, role = "department", keys = new { keys = new[] { key } } });
        put.IsSuccessStatusCode.ShouldBeTrue(await put.Content.ReadAsStringAsync());
    }

    private static object PublicKey(RSAParameters key) => new { kty = "RSA", kid = "first", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) };

    private static object PublicKey(ECParameters key) => new { kty = "EC", kid = "first", crv = "P-256", x = Base64Url.EncodeToString(key.Q.X), y = Base64Url.EncodeToString(key.Q.Y) };
}
