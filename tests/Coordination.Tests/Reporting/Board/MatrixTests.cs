using System.Net;
using System.Text.Json.Nodes;
using Cluster.Contracts;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;
using static Cluster.Coordination.Tests.Reporting.ReportingOffice;

namespace Cluster.Coordination.Tests.Reporting.Board;

/// <summary>The board through the API, on a real database.</summary>
[Collection(ReportingCollection.Name)]
public sealed class MatrixTests(ReportingOffice office)
{
    [Fact]
    public async Task The_matrix_says_who_owes_what_for_which_cycle_and_how_it_stands_in_one_call()
    {
        await office.Have("MX", leads: [Lead, Other], since: "2024-01-01");
        await office.Send("MX");

        var matrix = await office.Office.Read($"{Address}/matrix?task=MX&from={Current.Previous}&to={Current}");

        matrix["cycles"]!.AsArray().Select(c => c!["period"]!.GetValue<string>()).ShouldBe([$"{Current.Previous}", $"{Current}"]);
        var cell = matrix["rows"]!.AsArray().Single(r => r!["organisation"]!.GetValue<string>() == Lead)!["cells"]![1]!;
        (cell["state"]!.GetValue<string>(), cell["report"]!.GetValue<string>(), cell["owed"]!.GetValue<int>(), cell["complete"]!.GetValue<int>())
            .ShouldBe(("complete-in-time", "submitted", 1, 1));
        cell["dueAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());
        var rates = matrix["departments"]!.AsArray().Single(d => d!["organisation"]!.GetValue<string>() == Lead)!["rates"]!;
        (rates["owed"]!.GetValue<int>(), rates["completePercent"]!.GetValue<decimal>()).ShouldBe((2, 50m));
    }

    [Fact]
    public async Task A_department_finds_its_own_rows_and_what_it_owes()
    {
        await office.Have("MINE", since: "2024-01-01");
        await office.Have("THEIRS", leads: [Other], since: "2024-01-01");

        (await office.Cells("THEIRS", reader: office.Transport)).ShouldBeEmpty();
        (await office.Cells("MINE", reader: office.Transport)).ShouldNotBeEmpty();
        var owed = (await office.Transport.Read($"{Address}/matrix?task=MINE"))["owedByYou"]!.AsArray();
        owed.ShouldAllBe(o => o!["organisation"]!.GetValue<string>() == Lead);
        owed.ShouldContain(o => o!["key"]!.GetValue<string>() == Key("MINE", Period.Parse("2024Q2")) && o["state"]!.GetValue<string>() == "overdue");
        (await office.Transport.Read($"{Address}/owed")).AsArray().Select(o => o!["due"]!.GetValue<string>()).ShouldBeInOrder();
        await Should.ThrowAsync<HttpRequestException>(() => office.Detail(Key("THEIRS", organisation: Other), office.Transport));
    }

    [Fact]
    public async Task A_lead_that_is_withdrawn_is_free_from_the_next_cycle_and_a_new_one_owes_at_once()
    {
        await office.Have("ROLES", since: "2024-01-01");

        (await office.Office.Push(Tasks, TaskRow("ROLES", Other).Since(Closed.FirstDay.AddDays(20)))).Outcome().ShouldBe("updated");

        var cells = (await office.Cells("ROLES")).Select(c => string.Join(' ', c.Split(' ')[..2])).ToList();
        cells.ShouldContain($"{Closed} {Lead}");
        cells.ShouldContain($"{Closed} {Other}");
        cells.ShouldNotContain($"{Closed.Previous} {Other}");
        cells.ShouldNotContain($"{Current} {Lead}");
        (await office.Office.Push(Tasks, TaskRow("ROLES", Other))).Outcome().ShouldBe("unchanged");
        (await office.Office.Push(Tasks, TaskRow("ROLES", Lead).Since(new DateOnly(2019, 1, 1)))).Faults().ShouldBe(["rolesSince:roles-outside-plan"]);
    }

    [Fact]
    public async Task Without_a_lead_the_registered_implementers_owe_and_without_these_nobody_does_and_it_is_shown()
    {
        await office.Have("IMPL", leads: [], since: "2024-01-01", implementers: ["各相关地区", "住建局"]);
        await office.Have("NOBODY", leads: [], since: "2024-01-01");

        (await office.Cells("IMPL", $"&from={Current}")).ShouldBe([$"{Current} 市住建局 not-due"], Case.Sensitive, "or due, near the quarter's end");
        (await office.Cells("NOBODY", $"&from={Current}")).ShouldBe([$"{Current}  nobody-owes"]);
    }

    [Fact]
    public async Task A_past_day_is_answered_as_it_was_then()
    {
        await office.Have("PAST", since: "2024-01-01");
        await office.Send("PAST");
        var day = TimeProvider.System.Today().AddDays(-1);

        (await office.Cells("PAST", $"&from={Current}&to={Current}")).ShouldBe([$"{Current} {Lead} complete-in-time"]);
        (await office.Cells("PAST", $"&asOf={day:yyyy-MM-dd}")).ShouldBeEmpty(); // the office recorded it today
        await Ago("update task_role_changes set known_at = known_at - interval '3 days' where task = 'PAST'");
        (await office.Cells("PAST", $"&from={Current}&asOf={day:yyyy-MM-dd}&state=complete-in-time")).ShouldBeEmpty();
        (await office.Detail($"{Key("PAST")}?asOf={day:yyyy-MM-dd}"))["cell"]!["report"]!.GetValue<string>().ShouldBe("missing");
    }

    [Fact]
    public async Task A_cell_explains_itself_in_both_languages_with_how_its_due_day_was_counted()
    {
        await office.Have("WHY", since: "2024-01-01");

        var detail = await office.Detail(Key("WHY", Period.Parse("2024Q1")));

        detail["sentence"]!["zh"]!.GetValue<string>().ShouldStartWith("WHY 2024Q1：逾期未报，应于2024-04-");
        detail["sentence"]!["en"]!.GetValue<string>().ShouldContain("overdue since the end of 2024-04-");
        detail["dueCounted"]!["zh"]!.GetValue<string>().ShouldStartWith("自2024-03-31次日起第10个工作日为2024-04-");
        detail["closed"]!["code"]!.GetValue<string>().ShouldBe("report-cycle-final");
        detail["items"]![0]!["answer"]!.GetValue<string>().ShouldBe("missing");
    }

    [Theory]
    [InlineData("state=red", "not-allowed")]
    [InlineData("from=季度", "bad-period")]
    public async Task A_faulty_question_is_refused(string query, string code)
    {
        using var response = await office.Office.GetAsync($"{Address}/matrix?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, code);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task Rates_never_exceed_a_hundred_percent_and_count_what_they_count_against()
    {
        var rates = await office.Office.Read($"{Address}/rates");

        foreach (var department in rates["departments"]!.AsArray().Select(d => d!["rates"]!).Append(rates["total"]!))
        {
            (department["complete"]!.GetValue<int>() + department["noChange"]!.GetValue<int>() + department["missing"]!.GetValue<int>())
                .ShouldBe(department["owed"]!.GetValue<int>());
            (department["completePercent"]?.GetValue<decimal>() ?? 0).ShouldBeInRange(0, 100);
            (department["inTimePercent"]?.GetValue<decimal>() ?? 0).ShouldBeInRange(0, 100);
        }
    }

    [Fact]
    public async Task A_tick_alone_is_counted_apart()
    {
        await office.Have("TICK");
        var tick = Report("TICK");
        tick.Remove("words");
        (await office.Transport.Push(ProgressReports, tick)).Faults().ShouldBe(["words:required"]);
        tick["noChange"] = true;

        (await office.Transport.Push(ProgressReports, tick)).Outcome().ShouldBe("created");

        // The figure is the first of all, and so its own.
        (await office.Cells("TICK", $"&from={Current}")).ShouldBe([$"{Current} {Lead} complete-in-time"]);
    }

    [Fact]
    public async Task What_a_push_changes_is_in_the_next_look()
    {
        await office.Have("FRESH");
        foreach (var progress in Enumerable.Range(1, 5))
        {
            await office.Send("FRESH", progress, $"第{progress}版");

            (await office.Detail(Key("FRESH")))["items"]![0]!["figure"]!.GetValue<decimal>().ShouldBe(progress);
        }
    }

    private async Task Ago(string sql)
    {
        await using var database = office.Service.OpenDatabase();
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
        await office.Have("STAMP"); // so that the board reads again what was changed behind its back
    }
}
