using Cluster.Fixtures;

namespace Cluster.Cli.Tests.Audit;

public sealed class VerifyLogTests(RunningCity city)
{
    [Fact]
    public async Task A_touched_write_is_named_and_the_exit_code_says_so()
    {
        using var desk = await city.NewDesk();
        using var operators = city.OperatorsDesk();
        await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Roads(1)));
        var write = await Sealed(desk.ClientId);

        (await operators.Run("audit", "verify", "infrastructure")).Exit.ShouldBe(ExitCode.Done);
        await Change($"update log_writes set organisation = '市发改委' where id = {write}");
        var broken = await operators.Run("audit", "verify", "infrastructure", "--json");
        var told = await operators.Run("audit", "verify");
        await Change($"update log_writes set organisation = '{desk.Organisation}' where id = {write}");

        broken.Exit.ShouldBe(ExitCode.LogBroken);
        broken.Json["services"]![0]!["firstBroken"]!.ToJsonString().ShouldBe($$"""{"seal":{{broken.Json["services"]![0]!["firstBroken"]!["seal"]}},"write":{{write}},"what":"changed"}""");
        told.Exit.ShouldBe(ExitCode.LogBroken);
        told.Out.ShouldContain($"写入 {write}（changed）");
        told.Out.ShouldContain("industry：未能校验");
        told.Out.ShouldContain("identity：完好");
        (await operators.Run("audit", "verify", "infrastructure")).Out.ShouldContain("完好");
    }

    [Fact]
    public async Task Who_is_no_operator_may_not()
    {
        using var desk = await city.NewDesk();

        (await desk.Run("audit", "verify", "infrastructure")).Exit.ShouldBe(ExitCode.NotSignedIn);
    }

    private async Task<long> Sealed(string client)
    {
        await using var command = city.Database.CreateCommand(
            "select w.id from log_writes w where client = $1 and exists (select from log_seals s where w.id = any (s.writes))");
        command.Parameters.Add(new() { Value = client });
        return (long)(await Eventually.Fits(() => command.ExecuteScalarAsync(), id => id is long))!;
    }

    private async Task Change(string sql)
    {
        await using var command = city.Database.CreateCommand(sql);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
