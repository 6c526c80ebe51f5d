using System.Diagnostics;
using System.Text.RegularExpressions;
using Cluster.Client;
using Cluster.Fixtures;

namespace Cluster.Cli.Tests.Samples;

/// <summary>The samples of docs/push.md, run as they stand there.</summary>
public sealed partial class PushDocumentTests(RunningCity city)
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Checkout.Root, "docs/push.md"));

    [Fact]
    public async Task The_sample_in_csharp_is_the_one_that_runs_here()
    {
        using var desk = await city.NewDesk();

        var result = await FirstPush.Push(city.Gateway, desk.ClientId, Desk.Secret);

        result.Rows.Select(r => r.Outcome).ShouldBe([Outcome.Created, Outcome.Rejected]);
        Sample("csharp").ShouldBe(await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "tests/Cli.Tests/Samples/FirstPush.cs")));
    }

    [Theory]
    [InlineData("bash", "bash", "curl")]
    [InlineData("python", "python3", "python")]
    public async Task A_sample_pushes_tells_the_rows_repeats_and_reads_back(string language, string program, string name)
    {
        using var desk = await city.NewDesk();
        var script = desk.File("sample", Sample(language));

        var said = await Run(desk, program, script);

        said.ShouldContain($"demo-{name}-1");
        said.ShouldContain("created");
        said.ShouldContain("out-of-range");
        said.ShouldContain("包头北绕城");
        (await desk.Writes()).ShouldBe(1);
    }

    private static async Task<string> Run(Desk desk, string program, string script)
    {
        var start = new ProcessStartInfo(program, [script]) { WorkingDirectory = desk.Folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in desk.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        process.ExitCode.ShouldBe(0, $"{await output}\n{await errors}");
        return await output;
    }

    private static string Sample(string language) =>
        Fence().Matches(Document).Single(m => m.Groups["language"].Value == language).Groups["text"].Value;

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?\n)```$", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline, 5_000)]
    private static partial Regex Fence();
}
