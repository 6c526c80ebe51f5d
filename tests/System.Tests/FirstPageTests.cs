using System.Diagnostics;

namespace Cluster.System.Tests;

/// <summary>The office's first page in a real browser.</summary>
[Collection("One after the other: one test stops a service that another reads")]
public sealed class FirstPageTests(WholeStack stack)
{
    [Theory]
    [InlineData("", "加快公路网建设")]
    [InlineData("?culture=en", "Tasks")]
    public async Task The_first_page_shows_every_task_in_chinese_and_in_english(string query, string expected)
    {
        var page = await Render($"{stack.Gateway}/{query}");

        page.ShouldContain(expected);
        for (var number = 1; number <= 42; number++)
        {
            page.ShouldContain($"T{number:00}");
        }
    }

    private static async Task<string> Render(string address)
    {
        var profile = Directory.CreateTempSubdirectory("cluster-browser-");
        using var browser = Process.Start(new ProcessStartInfo("chromium",
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--user-data-dir={profile.FullName}", "--dump-dom", address,
        ])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        browser.ErrorDataReceived += (_, _) => { };
        browser.BeginErrorReadLine();
        var page = await browser.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await browser.WaitForExitAsync();
        profile.Delete(recursive: true);
        return page;
    }
}
