using System.Text.Json;
using Cluster.Client;

namespace Cluster.Seeder;

/// <summary>
/// What persons do in the demonstration (演示): a light is held by an accepted reason, an order is signed and stays open, a quarter's bulletin is issued. Each is
/// looked for before it is done, so that seeding again finds it; who does it is called a demonstration.
/// </summary>
internal sealed class DemonstrationSteps(ClusterClient office, ClusterClient department)
{
    private const string Department = "市交通运输局";
    private const string Director = "王主任（演示）";
    private const string Officer = "李科长（演示）";

    private const string Project = "infrastructure/demo-late-road";
    private const string Dimension = "start";
    private const string Matter = "节水改造进度滞后（演示）";
    private const string Quarter = "2025Q3"; // the clash of demo-office.json is in the one before, over which none is issued
    private const int HeldDays = 60;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(250);

    public static async Task Take(Settings settings, Credentials credentials, TextWriter output)
    {
        using var office = new ClusterClient(settings.ClientOf(credentials.Of(DataFiles.ReadOrganisations().Office.ShortName)));
        using var department = new ClusterClient(settings.ClientOf(credentials.Of(Department)));
        var steps = new DemonstrationSteps(office, department);
        await output.WriteLineAsync($"演示 demonstration: 督办单 order {await steps.SignOrder()}, 亮灯 light {await steps.HoldLight()}, 通报 bulletin {await steps.IssueBulletin()}");
    }

    private async Task<string> SignOrder()
    {
        var order = await Find("supervision-orders", "matter", Matter, ("lead", "市水务局")) ?? await office.Rows.Take("coordination", "supervision-orders", new
        {
            matter = Matter, task = "T26", basis = "slow", kind = "hard", lead = "市水务局", proposedBy = Officer,
        });
        if (Text(order, "state") == "proposed")
        {
            await office.Rows.Take("coordination", $"supervision-orders/{Text(order, "number")}/sign", new { decidedBy = Director });
        }

        return Text(order, "number");
    }

    /// <summary>The reason is asked for once the light is red, so that what it holds is on record.</summary>
    private async Task<string> HoldLight()
    {
        var reason = await Find("light-reasons", "key", Project, ("key", Project));
        if (reason is null)
        {
            await UntilShown("light", "red");
            var until = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(HeldDays);
            reason = await department.Rows.Take("coordination", "light-reasons", new
            {
                kind = "project", key = Project, dimension = Dimension, words = "（演示）等待用地批复", until = $"{until:yyyy-MM-dd}", requestedBy = Officer,
            });
        }

        if (Text(reason.Value, "state") == "requested")
        {
            await office.Rows.Take("coordination", $"light-reasons/{Text(reason.Value, "number")}/accept", new { decidedBy = Director });
            await UntilShown("reason", "held-by-reason");
        }

        return Text(reason.Value, "number");
    }

    private async Task<string> IssueBulletin()
    {
        var bulletins = await Items("bulletins", ("quarter", Quarter));
        if (bulletins.Find(b => Text(b, "state") != "draft") is { ValueKind: JsonValueKind.Object } issued)
        {
            return Text(issued, "key");
        }

        var draft = await office.Rows.Take("coordination", "bulletins", new
        {
            quarter = Quarter, note = "本通报为演示：项目、进展、督办等数据均为虚构，不是事实。", collectedBy = Officer,
        });
        await office.Rows.Take("coordination", $"bulletins/{Text(draft, "key")}/collect", new { collectedBy = Officer });
        await office.Rows.Take("coordination", $"bulletins/{Text(draft, "key")}/issue", new { decidedBy = Director });
        return Text(draft, "key");
    }

    private async Task UntilShown(string member, string wanted)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var poll = new PeriodicTimer(PollEvery);
        try
        {
            while (!(await Lights(limit.Token)).Exists(l => Text(l, "key") == Project && l.GetProperty("shown").GetProperty(member).GetString() == wanted))
            {
                await poll.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new SeedingException($"The light of {Project} has no {member} \"{wanted}\" after {Limit.TotalSeconds:0} s.");
        }
    }

    private async Task<List<JsonElement>> Lights(CancellationToken cancellation) => ItemsIn(await department.Rows.Ask(
        "coordination", "lights", new Dictionary<string, string> { ["kind"] = "project", ["dimension"] = Dimension, ["pageSize"] = "500" }, cancellation));

    private async Task<JsonElement?> Find(string register, string member, string value, (string Name, string Value) asked)
    {
        var found = (await Items(register, asked)).Find(i => Text(i, member) == value);
        return found.ValueKind == JsonValueKind.Object ? found : null;
    }

    private async Task<List<JsonElement>> Items(string register, (string Name, string Value) asked) =>
        ItemsIn(await office.Rows.Ask("coordination", register, new Dictionary<string, string> { [asked.Name] = asked.Value }));

    private static List<JsonElement> ItemsIn(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;
}
