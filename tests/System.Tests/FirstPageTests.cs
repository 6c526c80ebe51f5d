using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Cluster.System.Tests;

/// <summary>The office's first page in a real browser, from the one-time password on.</summary>
[Collection("One after the other: one test stops a service that another reads")]
public sealed partial class FirstPageTests(WholeStack stack) : IAsyncLifetime
{
    private const string Password = "Jade-Harbour-27";

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        _page = await _browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 800 } });
    }

    [Fact]
    public async Task The_office_signs_in_and_reads_every_task_in_chinese_and_in_english_until_it_signs_out()
    {
        await SignIn("office");

        (await _page.TitleAsync()).ShouldBe("行动计划走到了哪一步？");
        (await _page.InnerTextAsync(".reader a")).ShouldBe("领导小组办公室");
        await ShowsEveryTask("加快公路网建设");
        await _page.ClickAsync(".languages a[lang=en]");
        await ShowsEveryTask("Tasks");

        await _page.ClickAsync(".reader button");
        await _page.WaitForURLAsync($"{stack.Gateway}/signed-out");
        await _page.GotoAsync($"{stack.Gateway}/");
        _page.Url.ShouldStartWith($"{stack.Gateway}/account/sign-in?returnUrl=", customMessage: await _page.ContentAsync());
    }

    [Fact]
    public async Task An_administrator_signs_in_and_sees_nothing_of_the_plan()
    {
        await SignIn("auditadmin");

        (await _page.InnerTextAsync(".notice")).ShouldContain("您的角色无权查看行动计划");
        TaskNumbers().Matches(await _page.ContentAsync()).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    /// <summary>Opens the first page, is asked who is there, and has to change the password that eng/up has printed.</summary>
    private async Task SignIn(string name)
    {
        var oneTime = await stack.OneTimePasswordOf(name);
        await _page.GotoAsync($"{stack.Gateway}/");
        await _page.FillAsync("[name=name]", name);
        await _page.FillAsync("[name=password]", oneTime);
        await _page.ClickAsync("main button");
        await _page.FillAsync("[name=current]", oneTime);
        await _page.FillAsync("[name=new]", Password);
        await _page.FillAsync("[name=repeat]", Password);
        await _page.ClickAsync("main button");
        await _page.WaitForURLAsync($"{stack.Gateway}/");
    }

    private async Task ShowsEveryTask(string words)
    {
        var html = await _page.ContentAsync();
        html.ShouldContain(words);
        TaskNumbers().Matches(html).Select(number => number.Value).Distinct().Order().ShouldBe(Enumerable.Range(1, 42).Select(number => $"T{number:00}"));
    }

    [GeneratedRegex(@"\bT[0-9]{2}\b", RegexOptions.None, 1000)]
    private static partial Regex TaskNumbers();
}
