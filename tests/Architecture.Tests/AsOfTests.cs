using System.Text.Json.Nodes;

namespace Cluster.Architecture.Tests;

/// <summary>What the office reads it can read of any day; what has no day says why.</summary>
public sealed class AsOfTests
{
    private const string Published = "docs/api/coordination.json";

    /// <summary>By the end of an address.</summary>
    private static readonly Dictionary<string, string> WithoutADay = new()
    {
        ["/{key}/history"] = "It has every version, each with its time.",
        ["/project-merges/history"] = "It has every decision, each with its time.",
        ["/template.xlsx"] = "A form holds no rows.",
        ["/changes"] = "A place in the log, not a day, is what it goes on from.",
        ["/news"] = "It is asked since a mark.",
        ["/difference"] = "It is between two revisions.",
        ["/rebuild"] = "What was given out is held against what is made now.",
        ["/signing-keys"] = "A key stays published for ever, with the day of its first use.",
        ["/evidence/{evidence}"] = "The bytes of a file never change.",
        ["/dead-letters"] = "For whoever runs the platform.",
        ["/audit/verification"] = "For whoever runs the platform.",
        ["/audit/events"] = "The trail has the time of each event.",
        ["/jobs"] = "A job lasts a week.",
        ["/jobs/{id}"] = "A job lasts a week.",
        ["/jobs/{id}/result"] = "A job lasts a week.",
        ["/webhooks"] = "A subscription is what is sent from now on.",
        ["/webhooks/{name}"] = "A subscription is what is sent from now on.",
        ["/webhooks/{name}/deliveries"] = "A delivery has its times.",
    };

    private static readonly HouseRule<Read> TakesADay = new(read =>
        read.Parameters.Contains("asOf", StringComparer.OrdinalIgnoreCase) || WithoutADay.Keys.Any(end => read.Address.EndsWith(end, StringComparison.Ordinal))
            ? []
            : [new Finding(read.Address, "can be read as it is now, and not as it was on a day")])
    {
        Advice = "Open the connection with OpenAsOf(AsOf.Day(asOf, time)), and keep what it reads in services/Coordination/Past.",
        Breaks = [new("/api/coordination/overview", []), new("/api/coordination/tasks/{key}", ["fields"])],
        Keeps = [new("/api/coordination/tasks/{key}", ["asOf"]), new("/api/coordination/lights", ["AsOf"]), new("/api/coordination/tasks/{key}/history", [])],
    };

    [Fact]
    public void Every_read_of_the_office_takes_a_day() => TakesADay.ShouldHoldFor(Reads());

    [Fact]
    public void What_takes_no_day_is_there() =>
        WithoutADay.Keys.Where(end => !Reads().Any(read => read.Address.EndsWith(end, StringComparison.Ordinal))).ShouldBeEmpty();

    private static IEnumerable<Read> Reads() =>
        from path in JsonNode.Parse(Repository.File(Published).Text)!["paths"]!.AsObject()
        where path.Value!["get"] is not null
        let parameters = (path.Value["parameters"] as JsonArray ?? []).Concat(path.Value["get"]!["parameters"] as JsonArray ?? [])
        select new Read(path.Key, [.. parameters.Select(p => (string?)p!["name"] ?? "")]);

    private sealed record Read(string Address, string[] Parameters);
}
