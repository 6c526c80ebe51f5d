using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Messaging.Tests;

/// <summary>
/// One department's system: pushes batches of random reports one after the other, sends a batch whose outcome it does not know again under
/// the same key, and remembers what was answered. The seed is in every failure.
/// </summary>
public sealed class PushDriver(RunningService coordination, string department, int seed)
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(120);
    private readonly Random _random = new(seed);
    private int _batch;

    /// <summary>By key: the figure of the last accepted row and how often an answer said that it changed something.</summary>
    public Dictionary<string, (decimal Progress, int Changes)> Accepted { get; } = [];

    /// <summary>Status codes that were not success, in order.</summary>
    public List<HttpStatusCode> Refusals { get; } = [];

    public async Task Push(int rows)
    {
        var batch = Enumerable.Range(0, City.Tasks * 21).OrderBy(_ => _random.Next()).Take(rows).Select(Report).ToList();
        var key = $"driver-{seed}-{_batch++}";
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["rows"] = new JsonArray([.. batch.Select(r => r.DeepClone())]) }.ToJsonString());
        ApiAnswer? answer = null;
        await Eventually.True(
            async () =>
            {
                using var http = coordination.As(department);
                answer = await http.SendBody(HttpMethod.Post, "/api/coordination/progress-reports/batch", body, key);
                if (answer.Status != HttpStatusCode.OK)
                {
                    Refusals.Add(answer.Status);
                }

                return answer.Status == HttpStatusCode.OK;
            },
            GiveUpAfter, () => $"seed {seed}, batch {_batch}: {answer?.Text}");
        for (var i = 0; i < batch.Count; i++)
        {
            Note(answer!.Row(i)["key"]!.GetValue<string>(), batch[i]["progressPercent"]!.GetValue<decimal>(), answer.Outcome(i));
        }
    }

    private void Note(string key, decimal progress, string outcome) =>
        Accepted[key] = (progress, Accepted.GetValueOrDefault(key).Changes + (outcome is "created" or "updated" ? 1 : 0));

    private JsonObject Report(int number)
    {
        var quarter = number / City.Tasks;
        return new JsonObject
        {
            ["task"] = City.TaskOf((number % City.Tasks) + 1), ["organisation"] = department,
            ["period"] = string.Create(CultureInfo.InvariantCulture, $"{2020 + (quarter / 4)}Q{(quarter % 4) + 1}"),
            ["progressPercent"] = _random.Next(1, 9_999) / 100m, ["state"] = "in-progress", ["words"] = $"seed {seed}",
        };
    }
}
