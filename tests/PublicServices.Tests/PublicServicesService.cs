using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.PublicServices.Tests;

/// <summary>The service with one item known to it, and an ear on its events.</summary>
public sealed class PublicServicesService : IAsyncLifetime
{
    public const string KnownItem = "marriage-registration";

    public RunningService Service { get; private set; } = null!;

    public EventProbe Events { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Service = await RunningService.Start("public-services", "Cluster.PublicServices");
        Events = await EventProbe.Open(Service.Broker);
        var answer = await Service.As("市政务服务局").Push("/api/public-services/service-items", Item(KnownItem));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await Service.DisposeAsync();
    }

    public static JsonObject Item(string key, string batch = "later", string? mode = null) => new()
    {
        ["key"] = key, ["name"] = "婚姻登记", ["nameEn"] = "Marriage registration", ["batch"] = batch, ["mode"] = mode,
        ["source"] = "国办发〔2020〕35号",
    };
}
