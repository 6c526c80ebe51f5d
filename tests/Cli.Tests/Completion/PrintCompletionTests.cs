using System.Diagnostics;

namespace Cluster.Cli.Tests.Completion;

public sealed class PrintCompletionTests(RunningCity city)
{
    [Theory]
    [InlineData("pu", "push")]
    [InlineData("audit ", "verify")]
    [InlineData("push infrastr", "infrastructure/corridors infrastructure/nodes infrastructure/segments")]
    [InlineData("push infrastructure/seg", "infrastructure/segments")]
    [InlineData("push infrastructure/segments --val", "--valid-rows --validate")]
    [InlineData("dead-letters replay eco", "ecology")]
    [InlineData("webhooks deliveries infrast", "infrastructure")]
    [InlineData("webhooks ro", "rotate")]
    [InlineData("completion f", "fish")]
    public async Task Bash_completes_commands_options_and_resources(string typed, string offered)
    {
        using var desk = city.OperatorsDesk();
        var script = desk.File("cluster.bash", (await desk.Run("completion", "bash")).Out);
        var words = typed.Split(' ');

        using var bash = Process.Start(new ProcessStartInfo("bash",
        [
            "-c", $"""set -eu; source "$1"; shift; COMP_WORDS=(cluster "$@"); COMP_CWORD={words.Length}; _cluster; echo "${"{"}COMPREPLY[@]{"}"}" """, "bash", script, .. words,
        ])
        { UseShellExecute = false, RedirectStandardOutput = true })!;

        (await bash.StandardOutput.ReadToEndAsync()).Trim().ShouldBe(offered);
    }

    [Theory]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task The_other_shells_know_every_command_too(string shell)
    {
        using var desk = city.OperatorsDesk();

        var script = await desk.Run("completion", shell);

        script.Exit.ShouldBe(ExitCode.Done);
        foreach (var word in new[] { "login", "push", "dead-letters", "replay", "webhooks", "verify", "valid-rows", "infrastructure/segments" })
        {
            script.Out.ShouldContain(word);
        }

        (await desk.Run("completion", "cmd", "--json")).Code.ShouldBe("unknown-shell");
    }
}
