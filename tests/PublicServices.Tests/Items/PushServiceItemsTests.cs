using System.Net;
using Cluster.Fixtures;
using static Cluster.PublicServices.Tests.PublicServicesService;

namespace Cluster.PublicServices.Tests.Items;

public sealed class PushServiceItemsTests(PublicServicesService services) : IClassFixture<PublicServicesService>
{
    private const string Items = "/api/public-services/service-items";
    private readonly HttpClient _police = services.Service.As("市公安局");

    [Fact]
    public async Task An_item_is_created_then_unchanged_then_updated_and_told_each_time_it_changed()
    {
        (await _police.Push(Items, Item("life"))).Outcome().ShouldBe("created");
        (await _police.Push(Items, Item("life"))).Outcome().ShouldBe("unchanged");
        (await _police.Push(Items, Item("life", mode: "全程网办"))).Outcome().ShouldBe("updated");

        var events = await services.Events.Wait(e => e.Count(x => x.Aggregate == "public-services/service-items/life") >= 2);
        var told = events.Where(e => e.Aggregate == "public-services/service-items/life").ToList();
        told.Select(e => e.Version).ShouldBe([1, 2]);
        told.Select(e => e.Body.GetProperty("mode").GetString()).ShouldBe([null, "online"]);
        told.ShouldAllBe(e => e.Kind == "Cluster.Contracts.PublicServices.ServiceItemReported");
    }

    [Theory]
    [InlineData("1999", null, "batch:not-allowed", "2020 2021 later 2022")]
    [InlineData("2020", "by-post", "mode:not-allowed", "online collect-and-forward multi-site")]
    public async Task An_unknown_code_is_told_the_known_ones(string batch, string? mode, string fault, string allowed)
    {
        var answer = await _police.Push(Items, Item("faulty", batch, mode));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Faults().ShouldBe([fault]);
        string.Join(' ', answer.Row(0)["errors"]![0]!["allowed"]!.AsArray()).ShouldBe(allowed);
    }

    [Fact]
    public async Task An_item_of_another_department_is_not_yours_to_change()
    {
        var answer = await _police.Put(Items, KnownItem, Item(KnownItem, mode: "online"));

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Code.ShouldBe("not-yours");
    }
}
