using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cluster.Coordination.Publication;

/// <summary>
/// What may be published (公开字段), of seeds/data/public-fields.json: a path a field, * for every member. What is not named is not there, so a field that
/// somebody adds to a view one day stays inside until it is.
/// </summary>
public sealed class AllowList
{
    private const string Every = "*";

    public static readonly AllowList Published = Read();

    private readonly Node _root = new();

    public AllowList(int version, IEnumerable<string> paths)
    {
        Version = version;
        foreach (var path in paths)
        {
            var node = _root;
            foreach (var member in path.Split('.'))
            {
                if (!node.Members.TryGetValue(member, out var inner))
                {
                    node.Members[member] = inner = new Node();
                }

                node = inner;
            }
        }
    }

    public int Version { get; }

    /// <summary>A copy with the allowed members alone; the parts of a list are all of one kind.</summary>
    public JsonObject Prune(JsonObject whole) => (JsonObject)Prune(whole, _root)!;

    private static JsonNode? Prune(JsonNode? value, Node allowed)
    {
        switch (value)
        {
            case JsonArray parts:
                return new JsonArray([.. parts.Select(part => Prune(part, allowed))]);
            case JsonObject members:
                var kept = new JsonObject();
                foreach (var (name, member) in members)
                {
                    if (allowed.Members.TryGetValue(name, out var inner) || allowed.Members.TryGetValue(Every, out inner))
                    {
                        kept[name] = Prune(member, inner);
                    }
                }

                return kept;
            default:
                return value?.DeepClone();
        }
    }

    private static AllowList Read()
    {
        using var json = typeof(AllowList).Assembly.GetManifestResourceStream("public-fields.json")!;
        var read = JsonSerializer.Deserialize<ListText>(json, JsonSerializerOptions.Web)!;
        return new AllowList(read.Version, read.Fields);
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Members { get; } = [];
    }

    private sealed record ListText(int Version, IReadOnlyList<string> Fields);
}
