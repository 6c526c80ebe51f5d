using System.Net;
using System.Text.Json.Nodes;
using Cluster.Contracts;
using Cluster.Coordination.Reporting.Queries;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Figures.FiguresCollection;
using static Cluster.Coordination.Tests.Reporting.ReportingOffice;

namespace Cluster.Coordination.Tests.Reporting.Queries;

/// <summary>A pushed figure stands in the report, read-only; a typed one that clashes is asked about and overwrites nothing.</summary>
[Collection(ReportingCollection.Name)]
public sealed class FigureQueryTests(ReportingOffice office)
{
    [Fact]
    public async Task A_pushed_figure_is_filled_in_with_its_source_and_answers_the_item_and_a_person_adds_words()
    {
        await Owe("PRE");
        await Push("PRE", 12.5m, office.Commission);

        var item = (await office.Detail(Key("PRE")))["items"]![0]!;
        (item["answer"]!.GetValue<string>(), item["figure"]!.GetValue<decimal>(), item["source"]!.GetValue<string>()).ShouldBe(("complete", 12.5m, Other));

        (await office.Transport.Push(Items, Typed("PRE", value: null, "其中连接线 2 公里"))).Outcome().ShouldBe("created");
        item = (await office.Detail(Key("PRE")))["items"]![0]!;
        (item["figure"]!.GetValue<decimal>(), item["words"]!.GetValue<string>()).ShouldBe((12.5m, "其中连接线 2 公里"));
        (await Queries("PRE")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_typed_figure_that_differs_from_the_pushed_one_opens_a_query_with_both_whichever_came_first(bool isTypedFirst)
    {
        var task = isTypedFirst ? "CL1" : "CL2";
        await Owe(task);
        if (isTypedFirst)
        {
            await office.Transport.Push(Items, Typed(task, 13));
            await Push(task, 12.5m);
        }
        else
        {
            await Push(task, 12.5m);
            await office.Transport.Push(Items, Typed(task, 13));
        }

        var query = (await Queries(task)).ShouldHaveSingleItem();
        (query["typed"]!.GetValue<decimal>(), query["pushed"]!.GetValue<decimal>(), query["state"]!.GetValue<string>()).ShouldBe((13m, 12.5m, "open"));
        var item = (await office.Detail(Key(task)))["items"]![0]!;
        (item["figure"]!.GetValue<decimal>(), item["typed"]!.GetValue<decimal>()).ShouldBe((12.5m, 13m)); // nothing was overwritten
        (await office.Detail(Key(task)))["cell"]!["openQueries"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task A_typed_and_a_pushed_figure_at_one_moment_open_one_query()
    {
        foreach (var round in Enumerable.Range(0, 5))
        {
            await Owe($"AT{round}");

            await Task.WhenAll(office.Transport.Push(Items, Typed($"AT{round}", 13)), Push($"AT{round}", 12.5m));

            (await Queries($"AT{round}")).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_query_is_answered_by_the_department_and_settled_by_the_office_and_not_asked_again()
    {
        var number = await Clash("ASK");

        (await Step(number, "settle", office.Office)).Code.ShouldBe("query-settle-before-answer");
        (await Step(number, "answer", office.Commission)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Step(number, "answer", office.Office)).Code.ShouldBe("query-not-yours");
        (await Step(number, "answer", office.Transport)).Json["state"]!.GetValue<string>().ShouldBe("answered");
        (await Step(number, "answer", office.Transport)).Status.ShouldBe(HttpStatusCode.OK); // the same again
        (await Step(number, "answer", office.Transport, "另一个说法")).Code.ShouldBe("query-answered-before");
        (await OpenOf()).ShouldContain(number);
        (await Step(number, "settle", office.Office, by: "李四")).Code.ShouldBe("query-own-answer");
        (await Step(number, "settle", office.Office)).Json["holds"]!.GetValue<string>().ShouldBe("typed");
        (await Step(number, "settle", office.Office, by: "赵副主任")).Code.ShouldBe("query-settled-before");
        (await Step(number, "answer", office.Transport)).Code.ShouldBe("query-answer-after-settling");

        await office.Transport.Push(Items, Typed("ASK", 13, "补充说明"));
        (await Queries("ASK")).Count.ShouldBe(1);
        (await OpenOf()).ShouldNotContain(number);
        (await office.Ask("select version from log_events where aggregate = 'coordination/figure-queries/' || $1 order by version", number)).ShouldBe(["1", "2", "3"]);
        (await CoordinationService.ChangesOf(office.Transport, "figure-queries", $"{number} ", 3)).ShouldBe([$"{number} 1", $"{number} 2", $"{number} 3"]);
        (await CoordinationService.ChangesOf(office.Commission, "figure-queries", $"{number} ")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_ten_who_settle_at_one_moment_one_is_heard()
    {
        var number = await Clash("TEN");
        await Step(number, "answer", office.Transport);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Step(number, "settle", office.Office, by: $"主任{n}")));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Code == "query-settled-before");
    }

    [Fact]
    public async Task Once_the_two_agree_the_query_settles_itself_and_another_clash_opens_another()
    {
        var number = await Clash("AGREE");

        await office.Transport.Push(Items, Typed("AGREE", 12.5m));
        (await Queries("AGREE")).Single(q => q["number"]!.GetValue<string>() == number)["holds"]!.GetValue<string>().ShouldBe("agreed");

        await office.Transport.Push(Items, Typed("AGREE", 14));
        (await Queries("AGREE")).Select(q => q["state"]!.GetValue<string>()).Order(StringComparer.Ordinal).ShouldBe(["open", "settled"]);
    }

    [Fact]
    public async Task What_nobody_owes_is_no_report()
    {
        await Owe("NOT");
        await office.Office.Push(MeasuresApi, Measure("other-km", kind: "period-value", periodType: "quarter", unit: "km"));

        (await office.Transport.Push(Items, Typed("NOT", 1, item: "other-km"))).Faults().ShouldBe(["item:report-item-not-owed"]);
        (await office.Commission.Push(Items, Typed("NOT", 1, organisation: Other))).Faults().ShouldBe(["task:report-not-owed"]);
        (await office.Transport.Push(Items, Typed("NOT", null))).Faults().ShouldBe(["value:report-item-empty"]);
        (await office.Transport.Push(Items, Typed("NOT", 1, period: "2026-03"))).Faults().ShouldBe(["period:period-outside-reporting"]);
    }

    [Theory]
    [InlineData(QueryState.Open, QueryCommand.Answer, "answered")]
    [InlineData(QueryState.Open, QueryCommand.Settle, "query-settle-before-answer")]
    [InlineData(QueryState.Answered, QueryCommand.Answer, "query-answered-before")]
    [InlineData(QueryState.Answered, QueryCommand.Settle, "settled")]
    [InlineData(QueryState.Settled, QueryCommand.Answer, "query-answer-after-settling")]
    [InlineData(QueryState.Settled, QueryCommand.Settle, "query-settled-before")]
    public void Every_command_from_every_state_leads_somewhere_or_is_refused_with_a_code_of_its_own(QueryState from, QueryCommand command, string outcome)
    {
        var (to, refusal) = QueryMoves.Take(from, command);

        (refusal?.Code ?? FigureQuery.States.Write(to)).ShouldBe(outcome);
    }

    /// <summary>A task that owes its own measure.</summary>
    private async Task Owe(string task)
    {
        await office.Have(task);
        (await office.Office.Push(MeasuresApi, Measure($"{task}-km", kind: "period-value", periodType: "quarter", unit: "km"))).Outcome().ShouldBe("created");
        (await office.Office.Push("/api/coordination/owed-items", new JsonObject { ["key"] = task, ["task"] = task, ["item"] = $"{task}-km" })).Outcome().ShouldBe("created");
    }

    private Task<ApiAnswer> Push(string task, decimal value, HttpClient? from = null) =>
        (from ?? office.Transport).Push(FiguresApi, Figure($"{task}-km", $"{Current}", value, "period-value", "km"));

    private static JsonObject Typed(
        string task, decimal? value, string? words = null, string? item = null, string organisation = Lead, string? period = null) => new()
    {
        ["task"] = task, ["organisation"] = organisation, ["period"] = period ?? $"{Current}", ["item"] = item ?? $"{task}-km", ["value"] = value, ["words"] = words,
    };

    private async Task<string> Clash(string task)
    {
        await Owe(task);
        await Push(task, 12.5m);
        await office.Transport.Push(Items, Typed(task, 13));
        return (await Queries(task)).Single()["number"]!.GetValue<string>();
    }

    private static Task<ApiAnswer> Step(string number, string step, HttpClient reader, string words = "含连接线", string? by = null) => Post(
        reader, $"{Address}/queries/{number}/{step}",
        step == "answer"
            ? new() { ["words"] = words, ["decidedBy"] = by ?? "李四" }
            : new() { ["holds"] = "typed", ["words"] = words, ["decidedBy"] = by ?? "王主任" });

    private async Task<List<JsonNode>> Queries(string task) =>
        [.. (await office.Office.Read($"{Address}/queries?period={Current}"))["items"]!.AsArray().Where(q => q!["task"]!.GetValue<string>() == task).Select(q => q!)];

    /// <summary>As the bulletin asks.</summary>
    private async Task<List<string>> OpenOf()
    {
        await using var database = office.Service.OpenDatabase();
        await using var connection = await database.OpenConnectionAsync();
        return (await StoredQueries.OpenOf(Current, connection, TestContext.Current.CancellationToken)).ConvertAll(q => q.Number);
    }
}
