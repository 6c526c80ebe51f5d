using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Ingestion.Tests.Files;
using static Cluster.Infrastructure.Tests.WorksCollection;

namespace Cluster.Infrastructure.Tests.Works;

[Collection(Name)]
public sealed class PushWorksTests(InfrastructureService infrastructure)
{
    private const string Reservoirs = "/api/infrastructure/reservoirs";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private readonly HttpClient _water = infrastructure.Service.As("市水务局");

    [Fact]
    public async Task A_status_goes_on_by_any_number_of_steps_and_back_only_with_a_reason()
    {
        (await _water.Push(Reservoirs, Reservoir("back", "planned"))).Outcome().ShouldBe("created");
        (await _water.Push(Reservoirs, Reservoir("back", "completed"))).Outcome().ShouldBe("updated");

        var refused = await _water.Push(Reservoirs, Reservoir("back"));

        refused.Faults().ShouldBe(["status:status-falls-back"]);
        refused.Row(0)["errors"]![0]!["allowed"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldBe(["completed", "in-service"]);
        (await _water.Read($"{Reservoirs}/back"))["status"]!.GetValue<string>().ShouldBe("completed");

        var corrected = Reservoir("back");
        corrected["correction"] = "误报为建成，主体尚未完工";
        (await _water.Push(Reservoirs, corrected)).Outcome().ShouldBe("updated");
        (await _water.Push(Reservoirs, Reservoir("back"))).Outcome().ShouldBe("unchanged"); // said again without its reason
        (await _water.Read($"{Reservoirs}/back"))["correction"]!.GetValue<string>().ShouldBe("误报为建成，主体尚未完工");
        (await _water.Push(Reservoirs, Reservoir("back", "completed"))).Outcome().ShouldBe("updated");
        (await _water.Read($"{Reservoirs}/back"))["correction"].ShouldBeNull();
    }

    [Fact]
    public async Task A_status_that_comes_late_is_kept_in_the_history_and_falls_nowhere()
    {
        await _water.Push(Reservoirs, Dated("late", "completed", "2025-09-01T08:00:00+08:00"));

        var late = await _water.Push(Reservoirs, Dated("late", "under-construction", "2025-08-01T08:00:00+08:00"));
        var later = await _water.Push(Reservoirs, Dated("late", "under-construction", "2025-10-01T08:00:00+08:00"));

        (late.Outcome(), late.Row(0)["late"]!.GetValue<bool>()).ShouldBe(("unchanged", true));
        later.Faults().ShouldBe(["status:status-falls-back"]);
        (await _water.Read($"{Reservoirs}/late"))["status"]!.GetValue<string>().ShouldBe("completed");
    }

    [Fact]
    public async Task Another_departments_work_stays_as_it_is()
    {
        await _water.Push(Reservoirs, Reservoir("owned", "completed"));

        (await infrastructure.Service.As("市发改委").Push(Reservoirs, Reservoir("owned", "planned"))).Faults().ShouldBe(["key:not-yours"]);
    }

    [Fact]
    public async Task A_faulty_row_keeps_out_none_of_its_neighbours_and_leaves_nothing_behind()
    {
        var ahead = Reservoir("neighbour-2", statusDate: "2999-01-01");

        var answer = await _water.Push(Reservoirs, Reservoir("neighbour-1"), ahead, Reservoir("neighbour-3"));

        answer.Status.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Faults(1).ShouldBe(["statusDate:day-in-future"]);
        (await _water.Read($"{Reservoirs}?key=neighbour-1&key=neighbour-2&key=neighbour-3"))["items"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_table_of_an_office_is_read_as_it_is_written_there()
    {
        var text = "工程编码,名称,所在旗县区,工程规模,状态,状态日期,开工日期,说明\nfile-1,小召水库,固阳县,小（1）型,在建,2025年6月1日,2025/5/8,—\nfile-2,大庙水库,达茂旗,小(2)型,规划,2025-01-02,,\n";

        var answer = await Push(Encoding.UTF8.GetBytes(text), "text/csv");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        var row = await _water.Read($"{Reservoirs}/file-1");
        (row["county"]!.GetValue<string>(), row["scale"]!.GetValue<string>(), row["startedOn"]!.GetValue<string>()).ShouldBe(("150222", "small-1", "2025-05-08"));
        (await _water.Read($"{Reservoirs}/file-2"))["county"]!.GetValue<string>().ShouldBe("150223");
    }

    [Fact]
    public async Task A_workbook_is_read_and_the_template_that_holds_its_rows_changes_nothing()
    {
        var pastures = infrastructure.Service.As("市农牧局");
        var book = Workbook.Of(
            Workbook.Row("工程编码", "名称", "所在旗县区", "工程规模", "状态", "状态日期"),
            Workbook.Row("book-1", "水涧沟水库", "土右旗", "小(1)型", "投用", "2024-10-01"), Workbook.Row("book-2", "某水库", "神木县", "中型", "在建", "2024-10-01"));

        var refused = await Push(book.Bytes(), Xlsx, pastures);
        refused.Faults(1).ShouldBe(["county:retired-division"]);
        refused.Faults(0).ShouldBe(["$:atomic-batch-refused"]);
        var some = await Push(book.Bytes(), Xlsx, pastures, "?atomic=false");
        some.Count("created").ShouldBe(1, some.Text);

        var again = await Push(await pastures.GetByteArrayAsync($"{Reservoirs}/template.xlsx"), Xlsx, pastures);
        (again.Status, again.Count("unchanged")).ShouldBe((HttpStatusCode.OK, 1), again.Text);
        var exported = await Push(await pastures.GetByteArrayAsync($"{Reservoirs}?format=csv"), "text/csv", pastures);
        exported.Count("unchanged").ShouldBe(1, exported.Text);
    }

    private static JsonObject Dated(string key, string status, string asOf)
    {
        var row = Reservoir(key, status);
        row["asOf"] = asOf;
        return row;
    }

    private async Task<ApiAnswer> Push(byte[] file, string type, HttpClient? sender = null, string query = "")
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new(type);
        using var response = await (sender ?? _water).PostAsync($"{Reservoirs}/file{query}", content);
        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
