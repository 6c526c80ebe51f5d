using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Cluster.Fixtures;
using Cluster.Ingestion.Lists;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Tests.Lists;

/// <summary>What docs/reading.md says is run as it stands there.</summary>
public sealed partial class DocumentedTests(InfrastructureService infrastructure)
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "reading.md"));

    [Fact]
    public async Task Every_example_is_answered()
    {
        using var transport = infrastructure.NewDepartment();
        await transport.Push([.. Enumerable.Range(0, 51).Select(i => transport.Road(i))]);
        var cursor = (await Cluster.Fixtures.Api.Read(transport.Http, $"{Department.Segments}?kind=road&pageSize=50"))["next"]!.GetValue<string>();
        var examples = Page.Split('\n').Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToList();

        examples.Count.ShouldBe(6);
        foreach (var example in examples)
        {
            var address = Address().Match(example).Groups["address"].Value.Replace("$NEXT", cursor, StringComparison.Ordinal);
            var encoded = string.Join('&', Encoded().Matches(example).Select(m => $"{m.Groups["name"].Value}={Uri.EscapeDataString(m.Groups["value"].Value)}"));
            using var request = new HttpRequestMessage(HttpMethod.Get, encoded.Length > 0 ? $"{address}?{encoded}" : address);
            request.Headers.Accept.ParseAdd(Accept().Match(example) is { Success: true } accept ? accept.Groups["type"].Value : "*/*");

            using var answer = await transport.Http.SendAsync(request);

            answer.StatusCode.ShouldBe(HttpStatusCode.OK, example);
            (await answer.Content.ReadAsByteArrayAsync()).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Every_refusal_of_a_list_is_explained() =>
        typeof(ListRefusals).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => ((Refusal)f.GetValue(null)!).Code)
            .ShouldAllBe(code => Page.Contains($"`{code}`"));

    [GeneratedRegex("localhost:8080(?<address>/api/infrastructure/segments[^\"]*)\"", RegexOptions.None, 1_000)]
    private static partial Regex Address();

    [GeneratedRegex("--data-urlencode \"(?<name>[^=]+)=(?<value>[^\"]+)\"", RegexOptions.None, 1_000)]
    private static partial Regex Encoded();

    [GeneratedRegex("-H 'Accept: (?<type>[^']+)'", RegexOptions.None, 1_000)]
    private static partial Regex Accept();
}
