using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Npgsql;
using static Cluster.Coordination.Tests.AnnualPlans.PlanningOffice;

namespace Cluster.Coordination.Tests.AnnualPlans;

/// <summary>The breakdown table is pushed as anything else is, where its plan is open.</summary>
[Collection(PlansCollection.Name)]
public sealed class PushPlanItemsTests(PlanningOffice office)
{
    [Fact]
    public async Task An_entry_is_kept_with_registered_names_and_its_milestones_in_the_order_of_their_days()
    {
        var year = office.NewYear();
        await office.Push(Item(year).With("milestones", new JsonArray($"{year}-11-30 通车", $"{year}-06-30 完成路基")));

        var item = (await office.Plan(year))["items"]![0]!;

        item["milestones"]!.AsArray().Select(m => (string)m!).ShouldBe([$"{year}-06-30 完成路基", $"{year}-11-30 通车"]);
        ((string)item["coOperators"]![0]!, (string)item["organisation"]!).ShouldBe(("市住建局", "市交通运输局"));
    }

    [Theory]
    [InlineData("milestones", "6月底完成路基", "milestones:milestone-shape")]
    [InlineData("milestones", "2026-13-01 完成路基", "milestones:milestone-shape")]
    [InlineData("milestones", "2026-06-30", "milestones:milestone-shape")]
    [InlineData("milestones", "2099-06-30 完成路基", "milestones:milestone-outside-year")]
    [InlineData("coOperators", "火星局", "coOperators:unknown-organisation")]
    [InlineData("projects", "infrastructure/none", "projects:annual-plan-unknown-project")]
    [InlineData("jointWith", "市住建局", "jointWith:annual-plan-not-joint")]
    [InlineData("jointWith", "市交通运输局", "jointWith:annual-plan-not-joint")]
    public async Task What_is_wrong_with_a_list_is_said_with_its_field(string field, string value, string fault) =>
        (await office.Refused(Item(office.NewYear()).With(field, new JsonArray(value)))).ShouldBe([fault]);

    [Fact]
    public async Task An_entry_names_projects_of_the_pool_and_its_plan_shows_them()
    {
        var year = office.NewYear();
        await PoolRows.Add(office.Service, $"linked-{year}", "市交通运输局", planned: 100, []);

        await office.Push(Item(year).With("projects", new JsonArray($"infrastructure/linked-{year}")));

        (await office.Plan(year))["items"]![0]!["projects"]!.AsArray().Select(p => (string)p!).ShouldBe([$"infrastructure/linked-{year}"]);
        (await office.Refused(Item(year).With("projects", new JsonArray($"infrastructure/linked-{year}", "infrastructure/none"))))
            .ShouldBe(["projects:annual-plan-unknown-project"]);
    }

    [Theory]
    [InlineData("T99", "task:unknown-task")]
    [InlineData("T13", "task:annual-plan-not-lead")]
    public async Task A_task_is_one_that_the_department_leads(string task, string fault) =>
        (await office.Refused(Item(office.NewYear(), task: task))).ShouldBe([fault]);

    [Fact]
    public async Task A_figure_is_of_a_measure_that_is_defined_and_has_its_value()
    {
        var year = office.NewYear();

        (await office.Refused(Item(year).With("figure", "roads-km"))).ShouldBe(["figureValue:annual-plan-figure-half"]);
        (await office.Refused(Item(year).With("figureValue", 20))).ShouldBe(["figure:annual-plan-figure-half"]);
        (await office.Refused(Item(year).With("figure", "roads-km").With("figureValue", 20))).ShouldBe(["figure:unknown-measure"]);
    }

    [Fact]
    public async Task An_entry_stays_in_its_year_and_with_its_department()
    {
        var year = await office.Have();

        (await office.Refused(Item(year).With("year", office.NewYear()).With("milestones", new JsonArray()))).ShouldBe(["year:annual-plan-item-year"]);
        (await office.Refused(Item(year, task: "T13"), office.Commerce)).ShouldBe(["key:not-yours"]);
    }

    [Theory]
    [InlineData("annual-plan-waits", "submit")]
    [InlineData("annual-plan-frozen", "submit", "accept")]
    public async Task A_submitted_or_accepted_plan_stands_and_what_is_said_again_is_unchanged(string code, params string[] way)
    {
        var year = await office.Have(way);

        (await office.Transport.Push(Items, Item(year))).Outcome().ShouldBe("unchanged");
        (await office.Refused(Item(year).With("goal", "通车30公里"))).ShouldBe([$"$:{code}"]);
        (await office.Refused(Item(year, "jt-2"))).ShouldBe([$"$:{code}"]);
    }

    [Fact]
    public async Task In_a_returned_plan_only_what_the_notes_are_on_is_open()
    {
        var year = office.NewYear();
        await office.Push(Item(year));
        await office.Push(Item(year, "jt-2"));
        await office.Do(year, "submit");
        await office.Do(year, "return", body: Body("return").With("notes", new JsonObject { [$"{year}-jt-1/goal"] = "请量化", [$"{year}-jt-2/*"] = "重写" }));

        (await office.Refused(Item(year).With("goal", "通车30公里").With("measure", "建路"))).ShouldBe(["measure:annual-plan-field-closed"]);
        (await office.Refused(Item(year, "jt-3"))).ShouldBe(["key:annual-plan-field-closed"]);
        await office.Push(Item(year).With("goal", "通车30公里"));
        await office.Push(Item(year, "jt-2").With("measure", "建路").With("goal", null));
        (await office.Do(year, "submit")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_return_without_notes_or_with_one_on_all_opens_all_of_it(bool onAll)
    {
        var year = await office.Have("submit");
        await office.Do(year, "return", body: onAll ? Body("return").With("notes", new JsonObject { ["*"] = "重写" }) : Body("return"));

        await office.Push(Item(year).With("measure", "建路"));
        await office.Push(Item(year, "jt-2"));
    }

    [Fact]
    public async Task A_push_waits_for_a_step_of_its_plan_and_meets_what_that_made_of_it()
    {
        var year = await office.Have();
        await using var database = office.Service.OpenDatabase();
        await using var connection = await database.OpenConnectionAsync();
        Task<string[]> push;
        await using (var step = await connection.BeginTransactionAsync())
        {
            await using var submit = new NpgsqlCommand("update annual_plans set state = 'submitted' where year = $1", connection, step)
            {
                Parameters = { new() { Value = year } },
            };
            (await submit.ExecuteNonQueryAsync()).ShouldBe(1);
            push = office.Refused(Item(year, "jt-2"));
            await Eventually.True(async () => push.IsCompleted || await database.AnyWaitsForLock());
            await step.CommitAsync();
        }

        (await push).ShouldBe(["$:annual-plan-waits"]);
    }

    [Fact]
    public async Task What_is_pushed_while_a_plan_is_being_submitted_is_in_it_or_comes_too_late()
    {
        for (var round = 0; round < 5; round++)
        {
            var year = await office.Have();
            var push = office.Transport.Push(Items, Item(year, "jt-2"));
            var submit = office.Do(year, "submit");
            await Task.WhenAll(push, submit);
            (await office.Do(year, "accept")).Status.ShouldBe(HttpStatusCode.OK);

            var inForce = await office.Office.Read($"{Plans}/{year}/市交通运输局/in-force");

            inForce["items"]!.AsArray().Count.ShouldBe((await push).Status == HttpStatusCode.OK ? 2 : 1);
        }
    }
}
