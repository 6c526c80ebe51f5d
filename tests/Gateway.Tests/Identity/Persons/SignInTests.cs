using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Cluster.Gateway.Identity.Persons;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cluster.Gateway.Tests.Identity.Persons;

public sealed partial class SignInTests(RunningGateway gateway)
{
    private readonly Replica _door = gateway.Replica;

    [Fact]
    public async Task Who_shows_the_right_password_is_signed_in()
    {
        var person = await Browser.Create(_door, PersonRoles.Leader);
        using var browser = new Browser(_door);

        using var response = await browser.SignIn(person.UserName!);

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.OriginalString.ShouldBe("/account");
        (await browser.Http.GetStringAsync("/account")).ShouldContain(person.UserName!);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_are_answered_alike_in_words_and_in_time()
    {
        var known = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Browser.Create(_door)));
        using var browser = new Browser(_door);
        (await Answer(browser, known[0].UserName!)).ShouldBe(await Answer(browser, Browser.NewName()));

        var times = new List<(TimeSpan Known, TimeSpan Unknown)>();
        foreach (var person in known[1..])
        {
            times.Add((await TimeOf(person.UserName!), await TimeOf(Browser.NewName())));
        }

        // The quickest of each: what it takes where nothing else on the machine is in the way.
        var (quickestKnown, quickestUnknown) = (times.Min(time => time.Known), times.Min(time => time.Unknown));
        (quickestUnknown / quickestKnown).ShouldBeInRange(0.4, 2.5, $"known {quickestKnown}, unknown {quickestUnknown}");

        async Task<TimeSpan> TimeOf(string name)
        {
            await using var scope = _door.Services.CreateAsyncScope();
            var began = Stopwatch.GetTimestamp();
            await scope.ServiceProvider.GetRequiredService<SignIn>().Try(name, "not-the-password", code: null);
            return Stopwatch.GetElapsedTime(began);
        }
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_name_is_locked_for_half_an_hour_whether_or_not_anybody_has_it()
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);
        foreach (var name in new[] { person.UserName!, Browser.NewName() })
        {
            for (var failure = 0; failure < 5; failure++)
            {
                using var wrong = await browser.SignIn(name, "not-the-password");
                wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            }

            using var locked = await browser.SignIn(name);
            locked.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            locked.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(30));
        }

        await Execute("update sign_in_attempts set locked_until = now() - interval '1 second'");
        using var later = await browser.SignIn(person.UserName!);
        later.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Of_10_000_tries_at_once_the_password_is_looked_at_five_times()
    {
        var person = await Browser.Create(_door);
        var outcomes = new ConcurrentBag<SignInOutcome>();

        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (guess, _) =>
            outcomes.Add(await Try(person.UserName!, $"guess-{guess}")));

        outcomes.Count(outcome => outcome == SignInOutcome.Wrong).ShouldBe(5);
        outcomes.Count(outcome => outcome == SignInOutcome.Locked).ShouldBe(9_995);
        (await Try(person.UserName!, Browser.Password)).ShouldBe(SignInOutcome.Locked);

        async Task<SignInOutcome> Try(string name, string password)
        {
            await using var scope = _door.Services.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<SignIn>().Try(name, password, code: null)).Outcome;
        }
    }

    [Fact]
    public async Task One_address_cannot_go_through_a_list_of_names()
    {
        await using var replica = gateway.StartReplica(("Identity:SignIn:TriesPerMinuteOfAddressMax", "3"));
        using var browser = new Browser(replica);
        for (var tried = 0; tried < 3; tried++)
        {
            using var wrong = await browser.SignIn(Browser.NewName());
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var fourth = await browser.SignIn(Browser.NewName());
        fourth.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("https://elsewhere.test/")]
    [InlineData("//elsewhere.test")]
    [InlineData("/\\elsewhere.test")]
    [InlineData("\\\\elsewhere.test")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData("\t//elsewhere.test")]
    [InlineData("/\t/elsewhere.test")]
    [InlineData("account")]
    public async Task After_the_sign_in_nobody_is_sent_elsewhere(string returnUrl)
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);
        (await browser.Http.GetStringAsync($"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}")).ShouldNotContain("elsewhere");

        using var form = await browser.Submit("/account/sign-in", ("name", person.UserName!), ("password", Browser.Password), ("code", ""), ("returnUrl", returnUrl));

        form.Headers.Location!.OriginalString.ShouldBe("/account");
    }

    [Fact]
    public async Task After_the_sign_in_one_is_where_one_wanted_to_go()
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);

        using var response = await browser.SignIn(person.UserName!, returnUrl: "/account/code?x=1");

        response.Headers.Location!.OriginalString.ShouldBe("/account/code?x=1");
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/account/password")]
    [InlineData("/account/code")]
    [InlineData("/account/sign-out")]
    public async Task A_form_of_another_site_is_refused(string address)
    {
        var person = await Browser.Create(_door);
        using var browser = new Browser(_door);
        using var other = new Browser(_door);
        await browser.SignIn(person.UserName!);
        var foreign = Token().Match(await other.Http.GetStringAsync("/account/sign-in")).Groups["token"].Value;

        using var without = await browser.Post(address, ("name", person.UserName!), ("password", Browser.Password));
        using var withForeign = await browser.Post(address, ("token", foreign), ("name", person.UserName!), ("password", Browser.Password));

        (await without.ProblemCode()).ShouldBe("antiforgery-failed");
        (await withForeign.ProblemCode()).ShouldBe("antiforgery-failed");
        (await browser.IsSignedIn()).ShouldBeTrue();
    }

    [Fact]
    public async Task The_pages_are_chinese_or_english_run_no_script_and_are_not_kept()
    {
        using var browser = new Browser(_door);

        using var chinese = await browser.Http.GetAsync("/account/sign-in");
        using var english = await browser.Http.GetAsync("/account/sign-in?culture=en");
        var remembered = await browser.Http.GetStringAsync("/account/sign-in");

        var html = await chinese.Content.ReadAsStringAsync();
        html.ShouldContain("用户名");
        html.ShouldNotContain("<script");
        (await english.Content.ReadAsStringAsync()).ShouldContain("User name");
        remembered.ShouldContain("User name");
        chinese.Headers.CacheControl!.NoStore.ShouldBeTrue();
        chinese.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("form-action 'self'");
    }

    private static async Task<string> Answer(Browser browser, string name)
    {
        using var response = await browser.SignIn(name, "not-the-password");
        return $"{(int)response.StatusCode} {Token().Replace(await response.Content.ReadAsStringAsync(), "")}";
    }

    private async Task Execute(string sql)
    {
        await using var database = NpgsqlDataSource.Create(gateway.Database);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex("name=\"token\" value=\"(?<token>[^\"]*)\"", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Token();
}
