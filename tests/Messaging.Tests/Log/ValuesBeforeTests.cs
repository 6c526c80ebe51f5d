using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Messaging.Tests.Log;

/// <summary>A fact before and after a change, as they are written: the same members in the same order.</summary>
public sealed record ChangedFact(string Before, string Body);

/// <summary>Two facts that need not have the same members, as when a version of the software adds some.</summary>
public sealed record TwoFacts(string Before, string Body);

/// <summary>The log keeps what a change replaced, and tells the whole fact as it was.</summary>
[Properties(Arbitrary = [typeof(ValuesBeforeTests)], MaxTest = 2_000)]
public sealed class ValuesBeforeTests
{
    [Theory]
    [InlineData("""{"a":1,"b":"x"}""", """{"a":2,"b":"x"}""", """[{"a":1}]""")]
    [InlineData("""{"a":1,"b":"x"}""", """{"a":1,"b":null}""", """[{"b":"x"}]""")]
    [InlineData("""{"a":null,"b":"x"}""", """{"a":1,"b":"y"}""", """[{"a":null,"b":"x"}]""")]
    [InlineData("""{"a":[1,2],"b":{"c":1}}""", """{"a":[1,3],"b":{"c":1}}""", """[{"a":[1,2]}]""")]
    [InlineData("""{"a":1.0}""", """{"a":1.00}""", """[{"a":1.0}]""")]
    [InlineData("""{"a":1}""", """{"a":1}""", "[{}]")]
    [InlineData("{}", "{}", "[{}]")]
    public void Only_members_that_differ_are_kept(string before, string body, string kept)
    {
        ValuesBefore.Keep(body, before).ShouldBe(kept);
        ValuesBefore.Read(body, kept).ShouldBe(before);
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""")]
    [InlineData("""{"a":1}""", """{"asOf":"2026-03-01T00:00:00Z","a":2}""")]
    public void A_fact_with_other_members_is_kept_whole(string before, string body)
    {
        ValuesBefore.Keep(body, before).ShouldBe(before);
        ValuesBefore.Read(body, before).ShouldBe(before);
    }

    [Fact]
    public void The_first_of_its_kind_has_none() => ValuesBefore.Keep("""{"a":1}""", before: null).ShouldBeNull();

    [Theory]
    [InlineData("""{"a":1}""", """[{"b":2}]""")]
    [InlineData("""{"a":1,"b":1}""", """[{"b":2,"a":2}]""")]
    [InlineData("1", """[{"b":2}]""")]
    [InlineData("""{"a":1}""", "[]")]
    [InlineData("""{"a":1}""", "[1]")]
    public void What_somebody_touched_so_that_the_two_do_not_belong_together_is_shown_as_it_stands(string body, string kept) =>
        ValuesBefore.Read(body, kept).ShouldBe(kept);

    [Property]
    public void What_was_is_told_as_it_was_to_the_letter(ChangedFact changed)
    {
        var kept = ValuesBefore.Keep(changed.Body, changed.Before)!;

        ValuesBefore.Read(changed.Body, kept).ShouldBe(changed.Before);
        var (was, now) = (Members(changed.Before), Members(changed.Body));
        JsonNode.Parse(kept)!.AsArray().ShouldHaveSingleItem()!.AsObject().Select(m => m.Key).ShouldBe(was.Keys.Where(name => was[name] != now[name]));
    }

    [Property]
    public void And_so_is_one_of_any_other_shape(TwoFacts facts) =>
        ValuesBefore.Read(facts.Body, ValuesBefore.Keep(facts.Body, facts.Before)!).ShouldBe(facts.Before);

    public static Arbitrary<ChangedFact> AnyChange() => Arb.From(
        from members in AnyName().ListOf()
        let names = members.Distinct().ToArray()
        from before in AnyValue().ListOf(names.Length)
        from after in AnyValue().ListOf(names.Length)
        from isChanged in Gen.Elements(true, false, false).ListOf(names.Length)
        select new ChangedFact(Written(names, before), Written(names, before.Zip(after, isChanged).Select(v => v.Third ? v.Second : v.First))));

    public static Arbitrary<TwoFacts> AnyTwo() => Arb.From(
        from before in AnyFact()
        from body in AnyFact()
        select new TwoFacts(before, body));

    private static Gen<string> AnyFact() =>
        from members in Gen.Elements("a", "b", "asOf").ListOf()
        let names = members.Distinct().ToArray()
        from values in AnyValue().ListOf(names.Length)
        select Written(names, values);

    private static Gen<string> AnyName() => Gen.Elements("key", "lengthKm", "名称", "a\"b", "a\\", "status", "note", "x", "y", "z");

    /// <summary>As they are written on the wire.</summary>
    private static Gen<string> AnyValue() =>
        Gen.Elements(
            "null", "true", "0", "12.50", "-3e9", "[]", "{}", "[{\"a\":[1]},\"]\"]", "{\"a\":{\"b\":\"}\"}}", "\"\"", "\"路基完成\"",
            JsonSerializer.Serialize("他说：\"好\"\\\n{[", EventJson.Options), JsonSerializer.Serialize("😀,", EventJson.Options));

    private static string Written(IEnumerable<string> names, IEnumerable<string> values) =>
        $"{{{string.Join(',', names.Zip(values, (name, value) => $"{JsonSerializer.Serialize(name, EventJson.Options)}:{value}"))}}}";

    private static Dictionary<string, string> Members(string fact) =>
        JsonElement.Parse(fact).EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetRawText());
}

/// <summary>The same on the log of a real service.</summary>
public sealed class ValuesBeforeInLogTests(WrittenTrail trail) : IClassFixture<WrittenTrail>
{
    private const string Row = "infrastructure/segments/a";

    [Fact]
    public async Task The_log_keeps_what_differs_and_history_trail_and_file_tell_the_whole_row()
    {
        await using var database = trail.Service.OpenDatabase();
        await using var kept = database.CreateCommand("select before::text from log_events where aggregate = $1 and version = 2");
        kept.Parameters.Add(new() { Value = Row });
        (await kept.ExecuteScalarAsync()).ShouldBe("""[{"lengthKm":10}]""");

        using var transport = trail.Service.As("市交通运输局");
        using var auditor = trail.Service.As("审计处", role: "reader", client: "auditor", scope: "cluster.read", position: "auditor");
        var history = (await transport.Read($"/api/{Row}/history"))["items"]!.AsArray();
        var (first, second) = (history[0]!["after"]!.ToJsonString(), history[1]!);
        second["before"]!.ToJsonString().ShouldBe(first);
        second["after"]!["lengthKm"]!.GetValue<decimal>().ShouldBe(12);

        var found = (await auditor.Read($"/api/infrastructure/audit/events?aggregate={Row}&pageSize=1"))["items"]![0]!;
        found["before"]!.ToJsonString().ShouldBe(first);
        var file = await auditor.GetStringAsync($"/api/infrastructure/audit/events?format=csv&aggregate={Row}");
        var line = file.Split("\r\n")[1];
        line.ShouldContain("\"\"lengthKm\"\":10,");
        line.ShouldContain("\"\"lengthKm\"\":12,");
        line.Split("\"\"name\"\"").Length.ShouldBe(3, "the name stands before and after");
    }
}
