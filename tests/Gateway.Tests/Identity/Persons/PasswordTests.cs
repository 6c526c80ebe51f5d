using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Cluster.Gateway.Identity.Persons;
using Npgsql;

namespace Cluster.Gateway.Tests.Identity.Persons;

public sealed class PasswordTests(RunningGateway gateway)
{
    private const string Another = "Willow-Bridge-63";

    private readonly Replica _door = gateway.Replica;

    [Fact]
    public async Task A_one_time_password_has_to_be_changed_before_anything_else()
    {
        using var administrator = await Browser.TokenOf(_door, PersonRoles.SystemAdministrator);
        using var created = await administrator.PostAsJsonAsync("/identity/users", new { userName = Browser.NewName(), displayName = "李四" });
        var answer = await created.Json();
        var name = answer["user"].Text("userName");
        using var browser = new Browser(_door);

        await browser.SignIn(name, answer.Text("oneTimePassword"));
        using var home = await browser.Http.GetAsync("/account");
        using var authorize = await browser.Authorize(Browser.Verifier());
        home.Headers.Location!.OriginalString.ShouldBe("/account/password");
        authorize.Headers.Location!.OriginalString.ShouldStartWith("/account/password?returnUrl=");

        using var change = await browser.Submit(
            "/account/password", ("current", answer.Text("oneTimePassword")), ("new", Another), ("repeat", Another));
        change.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.IsSignedIn()).ShouldBeTrue();

        using var old = await browser.SignIn(name, answer.Text("oneTimePassword"));
        old.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Short-7a", "至少 12 个字符")]
    [InlineData("willowbridgeseven", "至少 3 类")]
    [InlineData("Baotou-Willow-63", "常见词")]
    [InlineData("MyPassWord-63xyz", "常见词")]
    [InlineData("Aa1Aa1Aa1Aa1Aa1", "常见词")]
    [InlineData(Browser.Password, "近期用过")]
    public async Task A_password_that_is_too_weak_is_refused_with_the_reason(string password, string reason)
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);

        using var response = await browser.Submit("/account/password", ("current", Browser.Password), ("new", password), ("repeat", password));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync()).ShouldContain(reason);
    }

    [Fact]
    public async Task A_change_needs_the_current_password_and_ends_the_other_sessions()
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);
        using var elsewhere = new Browser(_door);
        await browser.SignIn(person.UserName!);
        await elsewhere.SignIn(person.UserName!);

        using var wrong = await browser.Submit("/account/password", ("current", "not-the-password"), ("new", Another), ("repeat", Another));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await elsewhere.IsSignedIn()).ShouldBeTrue();

        using var right = await browser.Submit("/account/password", ("current", Browser.Password), ("new", Another), ("repeat", Another));
        right.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.IsSignedIn()).ShouldBeTrue();
        (await elsewhere.IsSignedIn()).ShouldBeFalse();
    }

    [Fact]
    public async Task An_old_password_has_to_be_changed_unless_the_policy_says_otherwise()
    {
        var person = await Browser.Create(_door);
        await using (var database = NpgsqlDataSource.Create(gateway.Database))
        {
            await using var command = database.CreateCommand($"update persons set password_changed_at = now() - interval '91 days' where id = '{person.Id}'");
            await command.ExecuteNonQueryAsync();
        }

        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);
        using var home = await browser.Http.GetAsync("/account");
        home.Headers.Location!.OriginalString.ShouldBe("/account/password");

        await using var lenient = gateway.StartReplica(("Identity:Password:AgeDaysMax", "0"));
        using var other = new Browser(lenient);
        await other.SignIn(person.UserName!);
        (await other.IsSignedIn()).ShouldBeTrue();
    }

    [Fact]
    public async Task Once_codes_are_set_up_the_password_alone_is_not_enough_and_a_code_is_good_once()
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);
        var page = await browser.Http.GetStringAsync("/account/code");
        var key = page.Split("<code>")[1].Split("</code>")[0];
        using var wrong = await browser.Submit("/account/code", ("code", "000000"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var setUp = await browser.Submit("/account/code", ("code", Code(key, 0)));
        setUp.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Http.GetStringAsync("/account/code")).ShouldNotContain(key);

        using var without = await browser.SignIn(person.UserName!);
        using var again = await browser.SignIn(person.UserName!, code: Code(key, 0));
        using var next = await browser.SignIn(person.UserName!, code: Code(key, 1));

        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        again.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        next.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_database_knows_neither_a_password_nor_the_key_of_the_codes()
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);
        await browser.SignIn(person.UserName!);
        var key = (await browser.Http.GetStringAsync("/account/code")).Split("<code>")[1].Split("</code>")[0];

        await using var database = NpgsqlDataSource.Create(gateway.Database);
        await using var command = database.CreateCommand($"select to_jsonb(p)::text from persons p where id = '{person.Id}'");
        var row = (string)(await command.ExecuteScalarAsync())!;

        row.ShouldNotContain(Browser.Password);
        row.ShouldNotContain(key);
    }

    /// <summary>RFC 6238 with the usual choices: SHA-1, 30 seconds, six digits.</summary>
    private static string Code(string key, int stepsAhead)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + stepsAhead);
#pragma warning disable CA5350 // the algorithm is the standard's
        var hash = HMACSHA1.HashData(FromBase32(key), counter);
#pragma warning restore CA5350
        return ((BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue) % 1_000_000).ToString("D6", null);
    }

    private static byte[] FromBase32(string text)
    {
        List<byte> bytes = [];
        var (bits, count) = (0, 0);
        foreach (var letter in text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())
        {
            (bits, count) = ((bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), count + 5);
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }

        return [.. bytes];
    }
}
