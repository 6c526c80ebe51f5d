using System.Text.Json.Nodes;
using Cluster.Coordination.Publication;
using FsCheck.Fluent;

namespace Cluster.Coordination.Tests.Publication;

public sealed class AllowListTests
{
    private static readonly AllowList List = new(1, ["a", "b.c", "parts.name", "counts.*"]);

    [Fact]
    public void Only_what_is_named_is_left()
    {
        var pruned = List.Prune(JsonNode.Parse("""
            { "a": 1, "x": 2, "b": { "c": 3, "y": 4 }, "parts": [ { "name": "n", "telephone": "t" } ], "counts": { "red": 1, "green": 2 } }
            """)!.AsObject());

        pruned.ToJsonString().ShouldBe("""{"a":1,"b":{"c":3},"parts":[{"name":"n"}],"counts":{"red":1,"green":2}}""");
    }

    [Fact]
    public void What_is_named_as_a_value_shows_nothing_of_an_object_that_it_becomes() =>
        List.Prune(JsonNode.Parse("""{ "a": { "secret": 1 } }""")!.AsObject()).ToJsonString().ShouldBe("""{"a":{}}""");

    /// <summary>Any object of these names, however deep: every path that is left is one of the list's.</summary>
    [Fact]
    public void No_other_path_is_ever_left()
    {
        string[] names = ["a", "b", "c", "x", "parts", "name", "counts"];
        var allowed = new[] { "a", "b", "b.c", "parts", "parts.name", "counts" };
        var objects = Gen.Sample(Gen.ListOf(Gen.ListOf(Gen.Elements(names), 3), 6), 200);
        foreach (var paths in objects)
        {
            var whole = new JsonObject();
            foreach (var path in paths)
            {
                var place = whole;
                foreach (var name in path)
                {
                    place = (JsonObject)(place[name] ??= new JsonObject());
                }
            }

            PathsIn(List.Prune(whole), "").Where(path => !path.StartsWith("counts.", StringComparison.Ordinal)).ShouldBeSubsetOf(allowed);
        }
    }

    private static IEnumerable<string> PathsIn(JsonNode? node, string at) =>
        node is not JsonObject members ? [] : members.SelectMany(m => PathsIn(m.Value, $"{at}{m.Key}.").Prepend($"{at}{m.Key}"));
}
