using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cluster.Cli.Tests.Webhooks;

public sealed class WebhooksTests(RunningCity city) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _received = [];
    private WebApplication _receiver = null!;
    private int _status = 204;

    private string Target => $"{_receiver.Urls.First()}/in";

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.MapPost("/in", context =>
        {
            _received.Enqueue(context.Request.Headers["webhook-id"].ToString());
            context.Response.StatusCode = _status;
            return Task.CompletedTask;
        });
        await _receiver.StartAsync();
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task A_subscription_is_put_tested_listed_and_deleted()
    {
        using var desk = await city.NewDesk();

        var made = await Run(desk, "put", "erp", Target, "--resource", "segments");
        var again = await Run(desk, "put", "erp", Target, "--resource", "segments", "--json");
        var tested = await Run(desk, "test", "erp");
        _status = 500;
        var failed = await Run(desk, "test", "erp", "--json");
        var listed = await Run(desk, "list");
        var rotated = await Run(desk, "rotate", "erp");
        var deleted = await Run(desk, "delete", "erp");

        made.Exit.ShouldBe(ExitCode.Done, made.Error);
        made.Out.Trim().ShouldStartWith("whsec_", Case.Sensitive, "A script keeps what is on standard output.");
        again.Json["secret"].ShouldBeNull();
        again.Json["subscription"]!["resources"]!.ToJsonString().ShouldBe("""["segments"]""");
        (tested.Exit, tested.Out.Contains("204")).ShouldBe((ExitCode.Done, true));
        failed.Exit.ShouldBe(ExitCode.Refused);
        failed.Json.ToJsonString().ShouldBe("""{"delivered":false,"status":500,"failure":"status","exitCode":4}""");
        listed.Out.ShouldContain(Target);
        rotated.Out.Trim().ShouldStartWith("whsec_");
        rotated.Out.ShouldNotBe(made.Out);
        deleted.Exit.ShouldBe(ExitCode.Done);
        (await Run(desk, "list")).Out.ShouldContain("没有订阅");
        (await Run(desk, "delete", "erp")).Exit.ShouldBe(ExitCode.NotFound);
    }

    [Fact]
    public async Task Deliveries_are_listed_and_replayed_by_number_and_since_a_time()
    {
        using var desk = await city.NewDesk();
        await Run(desk, "put", "erp", Target);
        await desk.Run("push", Desk.Segments, desk.File("roads.ndjson", desk.Roads(2)));
        var delivered = await Eventually.Fits(() => Delivered(desk), items => items.Count == 2);

        var one = await Run(desk, "replay", "erp", $"{delivered[0]!["id"]}");
        await Eventually.True(() => Task.FromResult(_received.Count == 3));
        await Eventually.Fits(() => Delivered(desk), items => items.Count == 2);
        var all = await Run(desk, "replay", "erp", "--since", $"{delivered[0]!["dueSince"]!.GetValue<DateTimeOffset>().AddMinutes(-1):O}", "--json");
        await Eventually.True(() => Task.FromResult(_received.Count >= 5));
        var table = await Run(desk, "deliveries", "erp", "--page-size", "1");

        one.Exit.ShouldBe(ExitCode.Done, one.Error);
        all.Json["queued"]!.GetValue<bool>().ShouldBeTrue();
        _received.Distinct().Count().ShouldBe(2, "The ids stay the same.");
        table.Out.ShouldContain("segments/");
        table.Error.ShouldContain("--after");
    }

    [Fact]
    public async Task What_is_not_right_is_said_before_anything_is_sent_or_by_the_service()
    {
        using var desk = await city.NewDesk();

        (await desk.Run("webhooks", "list", "nothing", "--json")).Code.ShouldBe("unknown-service");
        (await Run(desk, "replay", "erp", "--json")).Code.ShouldBe("which-deliveries");
        (await Run(desk, "replay", "erp", "1", "--since", "2026-03-01", "--json")).Code.ShouldBe("which-deliveries");
        (await Run(desk, "replay", "erp", "--since", "soon", "--json")).Code.ShouldBe("bad-time");
        (await Run(desk, "deliveries", "erp", "--json")).Code.ShouldBe("not-found");
        var refused = await Run(desk, "put", "erp", "https://169.254.169.254/", "--json");
        (refused.Exit, refused.Code).ShouldBe((ExitCode.Refused, "target-not-allowed"));
    }

    private static Task<Ended> Run(Desk desk, string command, params string[] arguments) =>
        desk.Run(["webhooks", command, "infrastructure", .. arguments]);

    private static async Task<JsonArray> Delivered(Desk desk) =>
        (await Run(desk, "deliveries", "erp", "--state", "delivered", "--json")).Json["items"]!.AsArray();
}
