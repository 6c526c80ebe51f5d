using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests;

/// <summary>The newest value stands, in whatever order they arrive; an older one is kept and replaces nothing.</summary>
public sealed class LateValuesTests(InfrastructureService infrastructure) : IDisposable
{
    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    /// <summary>F18 of the fault list: versions 3, 1, 2.</summary>
    [Fact]
    public async Task Values_that_arrive_out_of_order_end_with_the_newest_and_all_are_kept()
    {
        (await _transport.Push(Road(30, March(3)))).Row(0)["outcome"]!.GetValue<string>().ShouldBe("created");
        foreach (var day in new[] { 1, 2 })
        {
            var late = (await _transport.Push(Road(day * 10, March(day)))).Row(0);
            (late["outcome"]!.GetValue<string>(), late["late"]!.GetValue<bool>(), late["version"]!.GetValue<long>()).ShouldBe(("unchanged", true, 1));
        }

        (await Length()).ShouldBe(30);
        var history = await History();
        Lengths(history["items"]!).ShouldBe([30]);
        Lengths(history["late"]!).ShouldBe([10, 20]);
        history["late"]!.AsArray().ShouldAllBe(l => l!["client"]!.GetValue<string>() == _transport.Client);
        history["late"]![0]!["after"]!["asOf"]!.GetValue<string>().ShouldBe("2026-03-01T00:00:00Z");
    }

    [Fact]
    public async Task A_late_value_that_comes_again_is_kept_once_and_one_that_once_stood_not_again()
    {
        await _transport.Push(Road(10, March(1)));
        await _transport.Push(Road(30, March(3)));
        await _transport.Push(Road(20, March(2)));

        (await _transport.Push(Road(20, March(2)))).Row(0)["late"]!.GetValue<bool>().ShouldBeTrue();
        (await _transport.Push(Road(10, March(1)))).Row(0)["late"]!.GetValue<bool>().ShouldBeTrue();

        var history = await History();
        Lengths(history["items"]!).ShouldBe([10, 30]);
        Lengths(history["late"]!).ShouldBe([20]);
    }

    [Fact]
    public async Task A_value_that_was_said_again_later_is_not_replaced_by_one_from_in_between()
    {
        await _transport.Push(Road(10, March(1)));
        (await _transport.Push(Road(10, March(3)))).Row(0)["outcome"]!.GetValue<string>().ShouldBe("unchanged");

        (await _transport.Push(Road(20, March(2)))).Row(0)["late"]!.GetValue<bool>().ShouldBeTrue();

        (await Length()).ShouldBe(10);
        (await _transport.Written()).VersionsOf(_transport.Key("a")).ShouldBe([1]);
    }

    [Fact]
    public async Task Another_value_of_the_same_instant_is_refused()
    {
        await _transport.Push(Road(10, March(1)));

        var refused = await _transport.Put("a", Road(20, March(1)));

        (refused.Status, refused.Json["code"]!.GetValue<string>(), refused.Json["field"]!.GetValue<string>())
            .ShouldBe((HttpStatusCode.Conflict, "as-of-conflict", "asOf"));
        (await Length()).ShouldBe(10);
    }

    [Fact]
    public async Task A_sender_that_says_no_time_sends_the_newest()
    {
        await _transport.Push(Road(10, March(1)));
        (await _transport.Push(Road(20))).Row(0)["outcome"]!.GetValue<string>().ShouldBe("updated");

        (await _transport.Push(Road(15, March(2)))).Row(0)["late"]!.GetValue<bool>().ShouldBeTrue();

        (await Length()).ShouldBe(20);
    }

    [Theory]
    [InlineData("2026-03-01", "bad-instant")]
    [InlineData("2026-03-01T08:00:00", "bad-instant")]
    [InlineData("2026-02-30T08:00:00+08:00", "bad-instant")]
    [InlineData("0001-01-01T00:00:00+14:00", "bad-instant")]
    [InlineData("9999-12-31T23:59:59-14:00", "bad-instant")]
    [InlineData("2026-03-01T08:00:00+99:00", "bad-instant")]
    [InlineData("昨天", "bad-instant")]
    [InlineData("2199-01-01T00:00:00Z", "as-of-in-future")]
    public async Task A_time_that_is_none_or_lies_ahead_refuses_the_row(string asOf, string code)
    {
        var refused = await _transport.Push(Road(10, asOf));

        refused.Faults().ShouldBe([$"asOf:{code}"]);
        (await _transport.Written()).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_time_with_another_offset_is_the_same_instant()
    {
        await _transport.Push(Road(10, "2026-03-01T08:00:00+08:00"));

        (await _transport.Push(Road(10, "2026-03-01T00:00:00.000Z"))).Row(0)["outcome"]!.GetValue<string>().ShouldBe("unchanged");
        (await _transport.Put("a", Road(11, "2026-02-28T16:00:00-08:00"))).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_check_keeps_nothing()
    {
        await _transport.Push(Road(30, March(3)));

        var checkedOnly = await _transport.PushBatch([Road(20, March(2))], mode: "validate");

        checkedOnly.Row(0)["late"]!.GetValue<bool>().ShouldBeTrue();
        Lengths((await History())["late"]!).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_says_the_time_in_a_column_and_keeps_late_values_too()
    {
        await _transport.Push(Road(30, March(3)));

        var pushed = await _transport.PushCsv($"""
            key,kind,name,status,lengthKm,asOf
            {_transport.Key("a")},road,东河—固阳,under-construction,20,2026-03-02T08:00:00+08:00
            {_transport.Key("b")},road,东河—固阳,under-construction,20,2026-03-02T08:00:00+08:00
            """);

        pushed.Row(0)["late"]!.GetValue<bool>().ShouldBeTrue(pushed.Text);
        pushed.Row(1)["late"].ShouldBeNull();
        Lengths((await History())["late"]!).ShouldBe([20]);
    }

    [Fact]
    public async Task Late_values_are_sealed_and_told_to_nobody()
    {
        await _transport.Push(Road(30, March(3)));
        await _transport.Push(Road(20, March(2)));
        await _transport.Push(Road(31, March(4)));

        // Changes are told up to the oldest transaction that still runs anywhere on the server: the last push has told them all.
        var changes = await Eventually.Fits(
            async () => (await _transport.Http.Read("/api/infrastructure/changes"))["items"]!.AsArray(), items => Told(items).Contains(31));
        changes.ShouldAllBe(c => c!["aggregate"]!.GetValue<string>().StartsWith("infrastructure/"));
        Told(changes).ShouldBe([30, 31]);
        (await _transport.Written()).Writes.Count.ShouldBe(3);
    }

    private static string March(int day) => $"2026-03-{day:00}T00:00:00Z";

    private JsonObject Road(decimal lengthKm, string? asOf = null)
    {
        var road = _transport.Road("a", lengthKm);
        if (asOf is not null)
        {
            road["asOf"] = asOf;
        }

        return road;
    }

    private async Task<decimal?> Length() => (await _transport.Written()).LengthOf(_transport.Key("a"));

    private Task<JsonNode> History() => _transport.Http.Read($"{Department.Segments}/{_transport.Key("a")}/history");

    private static List<decimal> Told(JsonArray changes) => [.. changes.Select(c => c!["body"]!["lengthKm"]!.GetValue<decimal>())];

    private static List<decimal> Lengths(JsonNode versions) =>
        [.. versions.AsArray().Select(v => v!["after"]!["lengthKm"]!.GetValue<decimal>())];
}
