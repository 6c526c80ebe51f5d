using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Matters.ConferringOffice;

namespace Cluster.Coordination.Tests.Matters;

[Collection(MattersCollection.Name)]
public sealed class RaiseMatterTests(ConferringOffice office)
{
    [Fact]
    public async Task Numbers_have_no_gap_and_no_two_are_alike_however_many_raise_at_one_moment()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => office.Raise(Matter($"同时提出{n}"))));

        var numbers = answers.Select(a => int.Parse(((string)a.Json["number"]!)[5..], null)).Order().ToList();
        numbers.ShouldBe(Enumerable.Range(numbers[0], 10));
    }

    [Fact]
    public async Task The_same_matter_again_finds_the_first_one_until_it_is_closed()
    {
        var number = await office.Have("重复提出");

        var again = await office.Raise(Matter("重复提出"));
        (again.Status, (string)again.Json["number"]!).ShouldBe((HttpStatusCode.OK, number));

        await office.Do(number, "withdraw");
        (await office.Raise(Matter("重复提出"))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Whoever_takes_part_in_the_task_raises_it_and_so_may_the_office()
    {
        (await office.Raise(Matter("配合单位提出"), office.Housing)).Status.ShouldBe(HttpStatusCode.Created);
        (await office.Raise(Matter("办公室提出"), office.Office)).Status.ShouldBe(HttpStatusCode.Created);
        var refused = await office.Raise(Matter("无关单位提出"), office.Commerce);
        (refused.Status, refused.Code, refused.Json["allowed"]!.AsArray().Count).ShouldBe((HttpStatusCode.Forbidden, "matter-not-concerned", 3));
    }

    [Theory]
    [InlineData("task", null, "matter-about-one")]
    [InlineData("project", "infrastructure/p-1", "matter-about-one")]
    [InlineData("task", "T99", "unknown-task")]
    [InlineData("wanted", "火星局", "unknown-organisation")]
    [InlineData("title", null, "required")]
    [InlineData("details", null, "required")]
    [InlineData("by", null, "required")]
    public async Task What_is_wrong_with_it_is_said(string field, string? value, string code)
    {
        var refused = await office.Raise(Matter("错误").With(field, field == "wanted" ? new JsonArray(value) : value));

        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.UnprocessableEntity, code), refused.Text);
    }

    [Fact]
    public async Task A_project_is_one_of_the_pool()
    {
        var matter = Matter("项目").With("project", "infrastructure/none");
        matter.Remove("task");

        (await office.Raise(matter)).Code.ShouldBe("matter-unknown-project");
    }
}
