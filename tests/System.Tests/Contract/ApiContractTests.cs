using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.System.Tests.Contract;

/// <summary>docs/api holds what has been promised to departments' systems; what the gateway shows is held against it.</summary>
[Collection("One after the other: one test stops a service that another reads")]
public sealed class ApiContractTests(WholeStack stack)
{
    private const string Record = "CLUSTER_RECORD_CONTRACT";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("coordination")]
    [InlineData("industry")]
    [InlineData("infrastructure")]
    [InlineData("ecology")]
    [InlineData("public-services")]
    [InlineData("cooperation")]
    [InlineData("gateway")]
    public async Task The_interface_of_a_service_is_the_one_that_is_published(string service)
    {
        var current = await Current(service);
        var file = Path.Combine(Folder(), $"{service}.json");
        var published = File.Exists(file) ? await File.ReadAllTextAsync(file) : "{}";
        var breaking = BreakingChanges.Between(JsonNode.Parse(published)!, current);

        var recording = Environment.GetEnvironmentVariable(Record);
        if (recording != "breaking")
        {
            breaking.ShouldBeEmpty($"Programs of departments rely on this. Add beside it instead; if it must be, say so with {Record}=breaking.");
        }

        var text = current.ToJsonString(Readable) + "\n";
        if (recording is not null)
        {
            await File.WriteAllTextAsync(file, published = text);
        }

        published.ShouldBe(text, $"Nothing breaks. Run {Record}=1 eng/test System to record it.");
    }

    [Theory]
    [InlineData("coordination")]
    [InlineData("infrastructure")]
    [InlineData("gateway")]
    public async Task Every_operation_says_what_it_is_for_and_what_it_answers(string service)
    {
        var operations = from path in (await Current(service))["paths"]!.AsObject()
                         from operation in path.Value!.AsObject()
                         select (Name: $"{operation.Key} {path.Key}", Body: operation.Value!);

        operations.Where(o => o.Body["summary"] is null || !o.Body["responses"]!.AsObject().Any(r => r.Key is "202" or "204" || r.Value!["content"] is not null && r.Key != "default"))
            .Select(o => o.Name).ShouldBeEmpty();
    }

    private async Task<JsonNode> Current(string service)
    {
        using var http = new HttpClient { BaseAddress = new Uri(stack.Gateway), Timeout = TimeSpan.FromSeconds(30) };
        return JsonNode.Parse(await http.GetStringAsync($"/openapi/{service}.json"))!;
    }

    private static string Folder() => Path.Combine(Checkout.Root, "docs", "api");
}
