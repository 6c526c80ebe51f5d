using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Permits;
using Cluster.Portfolio.Tests.Projects;

namespace Cluster.Portfolio.Tests.Permits;

[Collection<Dossier>]
public sealed class PushPermitsTests(PortfolioService portfolio)
{
    internal const string Permits = "/api/infrastructure/project-permits";
    private readonly HttpClient _transport = portfolio.Service.As("市交通运输局");

    [Theory]
    [InlineData("包府发〔2020〕54号", "包府发〔2020〕54号")]
    [InlineData("包府发[2020]54号", "包府发〔2020〕54号")]
    [InlineData("包府发（2020）54号", "包府发〔2020〕54号")]
    [InlineData("包府发﹝2020﹞54号", "包府发〔2020〕54号")]
    [InlineData("包府发【 2020 】54号", "包府发〔2020〕54号")]
    [InlineData("包环审(2024)7号(附件)", "包环审〔2024〕7号(附件)")]
    [InlineData("地字第150203202400012号", "地字第150203202400012号")]
    public void The_year_of_a_number_stands_in_its_own_brackets(string written, string number) => DocumentNumber.Fold(written).ShouldBe(number);

    [Fact]
    public async Task A_permit_has_the_key_of_its_project_and_kind_and_says_what_was_folded()
    {
        await _transport.HasBuilt("p-keys", "2110-420118-89-01-577085");

        var answer = await _transport.Push(Permits, Permit("p-keys", "环评").With("number", "包环审[2024]7号"));

        answer.Row(0).Text("key").ShouldBe("p-keys.environment");
        answer.Row(0)["notes"]![0].Text("code").ShouldBe("brackets-folded");
        (await _transport.Push(Permits, Permit("2110-420118-89-01-577085", "environment").With("number", "包环审（2024）7号"))).Outcome().ShouldBe("unchanged");
        (await _transport.Put(Permits, "p-keys.land", Permit("p-keys", "environment"))).Json.ToJsonString().ShouldContain("key-mismatch");
        (await _transport.Read($"{Permits}?permit=environment&project=p-keys"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    public static TheoryData<string, JsonNode?, string> Faulty => new()
    {
        { "project", "nobodys", "project:unknown-project" },
        { "permit", "消防", "permit:not-allowed" },
        { "permit", null, "permit:required" },
        { "needed", null, "needed:required" },
        { "needed", "是", "needed:wrong-type" },
        { "needed", false, "notNeededReason:permit-reason-missing needed:permit-not-needed" },
        { "notNeededReason", "不占地", "notNeededReason:permit-reason-of-needed" },
        { "doneOn", "2999-01-01", "doneOn:day-in-future" },
        { "doneOn", null, "doneOn:permit-day-missing" },
        { "number", "包府发〔2020〕54号，联系人13812345678", "number:personal-number" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_faulty_field_is_refused_with_its_code(string field, JsonNode? value, string faults)
    {
        await _transport.Push(PortfolioService.Projects, PushProjectsTests.Built("p-faulty"));

        (await _transport.PushBatch(Permits, [Permit("p-faulty", "land").With(field, value?.DeepClone())], mode: "validate"))
            .Faults().ShouldBe(faults.Split(' '));
    }

    [Fact]
    public async Task A_permit_without_a_number_is_doubted_and_kept_and_one_that_is_not_needed_says_why()
    {
        await _transport.HasBuilt("p-doubt");

        var answer = await _transport.Push(
            Permits, Permit("p-doubt", "land").With("number", null),
            new JsonObject { ["project"] = "p-doubt", ["permit"] = "规划", ["needed"] = false, ["notNeededReason"] = "利用既有路由" });

        answer.Row(0)["notes"]![0].Text("code").ShouldBe("permit-number-missing");
        (answer.Outcome(), answer.Outcome(1)).ShouldBe(("created", "created"));
    }

    internal static JsonObject Permit(string project, string kind) => new()
    {
        ["project"] = project, ["permit"] = kind, ["needed"] = true, ["doneOn"] = "2024-02-01", ["number"] = "包发改审〔2024〕12号",
    };
}
