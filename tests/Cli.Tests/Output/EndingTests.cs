using Cluster.Cli.Output;
using Cluster.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cluster.Cli.Tests.Output;

/// <summary>What a server says that is broken or hostile, and what a person sees of it.</summary>
public sealed class EndingTests(RunningCity city)
{
    [Theory]
    [InlineData(429, "rate-limited", ExitCode.ServerFault)]
    [InlineData(503, "event-backlog-full", ExitCode.ServerFault)]
    [InlineData(500, "internal-error", ExitCode.ServerFault)]
    [InlineData(401, "unauthorized", ExitCode.NotSignedIn)]
    [InlineData(403, "insufficient-scope", ExitCode.NotSignedIn)]
    [InlineData(404, "not-found", ExitCode.NotFound)]
    [InlineData(413, "body-too-large", ExitCode.Refused)]
    public async Task Every_answer_has_its_exit_code(int status, string code, object exit)
    {
        await using var server = await Server(status, $$"""{"code":"{{code}}","title":"中文","detail":"English"}""");
        using var desk = await DeskAt(server);

        var ended = await desk.Run("list", Desk.Segments, "--json");

        (ended.Exit, ended.Code).ShouldBe(((ExitCode)exit, code));
        ended.Json["exitCode"]!.GetValue<int>().ShouldBe((int)(ExitCode)exit);
    }

    [Theory]
    [InlineData(200, "<html>proxy</html>")]
    [InlineData(200, "{\"items\":")]
    [InlineData(502, "<html>proxy</html>")]
    public async Task An_answer_that_is_none_is_the_servers_fault(int status, string body)
    {
        await using var server = await Server(status, body);
        using var desk = await DeskAt(server);

        var ended = await desk.Run("list", Desk.Segments, "--json");

        (ended.Exit, ended.Code).ShouldBe((ExitCode.ServerFault, "unexpected-answer"));
    }

    [Fact]
    public async Task What_would_take_over_the_terminal_is_shown_and_not_carried_out()
    {
        const string Hostile = """{"code":"not-allowed","message":{"zh":"\u001b]0;own\u0007\u001b[31m红\u202egnp[bold]","en":"\u001b[2J"}}""";
        await using var server = await Server(422, Hostile);
        using var desk = await DeskAt(server);

        var ended = await desk.Run("list", Desk.Segments);

        ended.Error.ShouldContain("␛]0;own␇␛[31m红<202E>gnp[bold]");
        ended.Error.ShouldNotContain('\u001b');
        Printed.Clean("a\r\nb\u0085\u200b\u2028c\x7F").ShouldBe("a␍␊b<0085><200B><2028>c␡");
    }

    [Fact]
    public async Task Programs_get_one_document_and_nothing_else_however_it_ends()
    {
        using var desk = await city.NewDesk();
        var file = desk.File("roads.ndjson", desk.Roads(2) + "{\n");

        foreach (var arguments in new[]
        {
            new[] { "push", Desk.Segments, file, "--json" }, ["push", Desk.Segments, "nowhere.csv", "--json"], ["push", "--json"], ["--json", "nothing"],
            ["list", Desk.Segments, "--json"], ["whoami", "--json"], ["audit", "verify", "--json"], ["logout", "--json"],
        })
        {
            var ended = await desk.Run(arguments);
            ended.Json.ShouldNotBeNull(string.Join(' ', arguments));
        }
    }

    [Fact]
    public void The_table_of_exit_codes_is_told_in_the_readme()
    {
        var readme = File.ReadAllText(Path.Combine(Checkout.Root, "gateway/Cli/README.md"));

        foreach (var exit in Enum.GetValues<ExitCode>())
        {
            readme.ShouldContain($"\n| {(int)exit} |");
        }
    }

    private static async Task<WebApplication> Server(int status, string body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapPost("/connect/token", () => Results.Json(new { access_token = "a.b.c", expires_in = 3600 }));
        server.Map("/api/{**path}", () => Results.Text(body, "application/json", statusCode: status));
        await server.StartAsync();
        return server;
    }

    private async Task<Desk> DeskAt(WebApplication server)
    {
        var desk = await city.NewDesk();
        desk.Environment["CLUSTER_GATEWAY"] = server.Urls.First();
        return desk;
    }
}
