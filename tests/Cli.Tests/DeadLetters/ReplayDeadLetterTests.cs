namespace Cluster.Cli.Tests.DeadLetters;

public sealed class ReplayDeadLetterTests(RunningCity city)
{
    [Fact]
    public async Task A_dead_letter_is_listed_and_applied_once_its_cause_is_gone()
    {
        using var operators = city.OperatorsDesk();
        var id = await Letter("broken\u001b[2Jscreen");

        var listed = await operators.Run("dead-letters", "list", "infrastructure");
        var replayed = await operators.Run("dead-letters", "replay", "infrastructure", $"{id}", "999999999", "--json");
        var after = await operators.Run("dead-letters", "list", "infrastructure", "--json");

        listed.Out.ShouldContain("broken␛[2Jscreen");
        listed.Out.ShouldNotContain('\u001b');
        replayed.Exit.ShouldBe(ExitCode.SomeRefused, replayed.Error);
        replayed.Json["items"]!.AsArray().Select(i => i!["applied"]!.GetValue<bool>()).ShouldBe([true, false]);
        after.Json["items"]!.AsArray().Single(l => l!["id"]!.GetValue<long>() == id)!["replayedAt"].ShouldNotBeNull();
        (await operators.Run("dead-letters", "replay", "infrastructure", "--all")).Exit.ShouldBe(ExitCode.Done);
        (await operators.Run("dead-letters", "replay", "infrastructure", "--json")).Code.ShouldBe("which-letters");
    }

    /// <summary>Of a kind that nobody waits for any more.</summary>
    private async Task<long> Letter(string detail)
    {
        await using var command = city.Database.CreateCommand("""
            insert into dead_letters (received_at, source, kind, aggregate, version, event, reason, detail)
            values (now(), 'coordination', 'Cluster.Contracts.Nobody', $1, 1, '{"aggregate":"a","version":1,"body":{}}', 'handler-failed', $2) returning id
            """);
        command.Parameters.Add(new() { Value = $"coordination/nothing/{Guid.NewGuid():N}" });
        command.Parameters.Add(new() { Value = detail });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
