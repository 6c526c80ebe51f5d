using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Bulletins.BulletinOffice;

namespace Cluster.Coordination.Tests.Bulletins;

/// <summary>Steps through the API, on a real database; its own office, as numbers are about all bulletins of a year.</summary>
public sealed class MoveBulletinTests(BulletinOffice office) : IClassFixture<BulletinOffice>
{
    private static readonly string[] AllCommands = ["collect", "issue", "withdraw", "supersede"];

    public static TheoryData<string, string[], int> WaysTo => new()
    {
        { "draft", [], 2001 },
        { "issued", ["issue"], 2002 },
        { "withdrawn", ["issue", "withdraw"], 2003 },
        { "superseded", ["issue", "supersede"], 2004 },
    };

    [Theory]
    [MemberData(nameof(WaysTo))]
    public async Task From_every_state_a_command_does_what_is_drawn_or_is_refused_with_its_code_and_changes_nothing(string state, string[] way, int year)
    {
        foreach (var (command, number) in AllCommands.Select((command, index) => (command, index + 1)))
        {
            var quarter = $"{year}Q{number}";
            var key = await office.Have(quarter, way);
            var outcome = DrawnBulletins.Outcomes[(state, command)];
            var body = command != "supersede" ? Body(command, by: "赵副主任") // another than that of the way: nothing is said again
                : Supersede(outcome == "superseded" ? await office.Have(quarter, "issue") : "2000Q1-1", by: "赵副主任");
            var before = await office.Whole(key);

            var answer = await office.Do(key, command, body);

            if (DrawnBulletins.IsDrawn(outcome))
            {
                (answer.Status, answer.Json["state"]!.GetValue<string>()).ShouldBe((HttpStatusCode.OK, outcome), answer.Text);
            }
            else
            {
                (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Conflict, outcome), answer.Text);
                (await office.Whole(key)).ShouldBe(before);
            }

            await ShouldBeGapless(key);
        }
    }

    [Fact]
    public async Task Of_ten_who_issue_one_bulletin_at_one_moment_one_is_heard_and_the_others_are_told_who()
    {
        var key = await office.Have("2005Q1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => office.Do(key, "issue", Body("issue", by: $"主任{n}"))));

        var issuer = answers.Single(a => a.Status == HttpStatusCode.OK).Json["issuedBy"]!.GetValue<string>();
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Status == HttpStatusCode.Conflict && a.Code == "bulletin-issued-before");
        answers.First(a => a.Status != HttpStatusCode.OK).Json["message"]!["zh"]!.GetValue<string>().ShouldContain($"“{issuer}”");
        (await office.Events(key)).Select(e => (e.Version, e.Kind)).ShouldBe([(1, "BulletinCollected"), (2, "BulletinIssued")]);
    }

    [Fact]
    public async Task Of_ten_bulletins_that_are_issued_at_one_moment_each_has_the_next_number()
    {
        var keys = new List<string>();
        foreach (var quarter in Enumerable.Range(0, 10).Select(n => $"{2006 + (n / 4)}Q{(n % 4) + 1}"))
        {
            keys.Add(await office.Have(quarter));
        }

        var answers = await Task.WhenAll(keys.Select(key => office.Do(key, "issue")));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        var numbers = (await office.Office.Read(Address))["items"]!.AsArray().Select(b => b!["number"]?.GetValue<string>()).OfType<string>().ToList();
        var year = TimeProvider.System.GetUtcNow().AddHours(8).Year;
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count).Select(n => $"包协办〔{year}〕{n}号"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_quarter_has_one_draft_also_when_ten_begin_it_at_one_moment()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => office.Draft("2009Q1", by: $"科员{n}")));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Select(a => a.Json["key"]!.GetValue<string>()).Distinct().ShouldBe(["2009Q1-1"]);
        await office.Do("2009Q1-1", "issue");
        (await office.Draft("2009Q1")).Json["key"]!.GetValue<string>().ShouldBe("2009Q1-2");
    }

    [Fact]
    public async Task The_same_step_by_the_same_person_again_changes_nothing()
    {
        var key = await office.Have("2009Q2");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => office.Do(key, "issue")));

        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK && a.Json["version"]!.GetValue<long>() == 2);
        await office.Do(key, "withdraw");
        (await office.Do(key, "withdraw")).Json["version"]!.GetValue<long>().ShouldBe(3);
        (await office.Do(key, "withdraw", Body("withdraw").With("reason", "另一理由"))).Code.ShouldBe("bulletin-withdrawn-before");
    }

    [Fact]
    public async Task Withdrawing_and_superseding_at_one_moment_are_taken_one_after_the_other()
    {
        foreach (var round in Enumerable.Range(1, 4))
        {
            var key = await office.Have($"2010Q{round}", "issue");
            var successor = await office.Have($"2010Q{round}", "issue");

            var answers = await Task.WhenAll(office.Do(key, "withdraw"), office.Do(key, "supersede", Supersede(successor)));

            answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
            answers.Single(a => a.Status != HttpStatusCode.OK).Code.ShouldBeOneOf("bulletin-supersede-after-withdrawal", "bulletin-withdraw-after-supersession");
            await ShouldBeGapless(key);
        }
    }

    [Fact]
    public async Task Two_that_would_supersede_each_other_at_one_moment_do_not_wait_for_each_other()
    {
        foreach (var round in Enumerable.Range(1, 4))
        {
            var (one, other) = (await office.Have($"2014Q{round}", "issue"), await office.Have($"2014Q{round}", "issue"));

            var answers = await Task.WhenAll(office.Do(one, "supersede", Supersede(other)), office.Do(other, "supersede", Supersede(one)));

            answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
            answers.Single(a => a.Status != HttpStatusCode.OK).Code.ShouldBe("bulletin-successor-not-issued");
        }
    }

    [Fact]
    public async Task A_superseded_bulletin_and_its_successor_lead_to_each_other()
    {
        var key = await office.Have("2011Q2", "issue");
        var successor = await office.Have("2011Q2", "issue");

        (await office.Do(key, "supersede", Supersede(successor))).Status.ShouldBe(HttpStatusCode.OK);

        (await office.Bulletin(key))["supersededBy"]!.GetValue<string>().ShouldBe(successor);
        (await office.Bulletin(successor))["supersedes"]!.GetValue<string>().ShouldBe(key);
        var told = (await office.Events(key))[^1];
        (told.Kind, told.Body["successor"]!.GetValue<string>(), told.Body["successorNumber"]!.GetValue<string>(), told.Body["reason"]!.GetValue<string>())
            .ShouldBe(("BulletinSuperseded", successor, (await office.Bulletin(successor))["number"]!.GetValue<string>(), "更正昆都仑区数据"));
    }

    [Theory]
    [InlineData("self", "bulletin-supersedes-itself")]
    [InlineData("2011Q3-9", "bulletin-unknown-successor")]
    [InlineData("other-quarter", "bulletin-successor-of-other-quarter")]
    [InlineData("draft", "bulletin-successor-not-issued")]
    [InlineData("taken", "bulletin-successor-taken")]
    public async Task A_successor_that_cannot_be_one_is_refused_and_nothing_changes(string successor, string code)
    {
        var key = await office.Have("2011Q3", "issue");
        successor = successor switch
        {
            "self" => key,
            "other-quarter" => await office.Have("2011Q4", "issue"),
            "draft" => (await office.Draft("2011Q3")).Json["key"]!.GetValue<string>(),
            "taken" => await Taken(),
            _ => successor,
        };
        var before = await office.Whole(key);

        var refused = await office.Do(key, "supersede", Supersede(successor));

        (refused.Code, refused.Json["field"]!.GetValue<string>()).ShouldBe((code, "successor"), refused.Text);
        (await office.Whole(key)).ShouldBe(before);
        await office.Do((await office.Draft("2011Q3")).Json["key"]!.GetValue<string>(), "issue"); // none is left over for the next

        async Task<string> Taken()
        {
            var (first, second) = (await office.Have("2011Q3", "issue"), await office.Have("2011Q3", "issue"));
            await office.Do(first, "supersede", Supersede(second));
            return second;
        }
    }

    [Fact]
    public async Task Figures_that_were_collected_before_the_quarter_was_over_are_not_issued()
    {
        var quarter = Contracts.Quarter.Of(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(8).DateTime)).ToString();
        var key = await office.Have(quarter);

        var refused = await office.Do(key, "issue");

        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, "bulletin-collected-too-early"), refused.Text);
        (await office.Bulletin(key))["number"].ShouldBeNull();
    }

    [Fact]
    public async Task Figures_that_do_not_add_up_are_not_issued_and_the_equation_is_named_until_they_are_corrected()
    {
        await office.Project("nowhere", 2012, "new", [], [], "永磁", 1000, 400, 300); // lies in no county: the counties miss it
        var key = await office.Have("2012Q1");
        var before = await office.Whole(key);

        var refused = await office.Do(key, "issue");

        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, "bulletin-does-not-add-up"), refused.Text);
        var failing = refused.Json["equations"]!.AsArray().Single(e => e!["equation"]!.GetValue<string>() == "各旗县区之和 = 合计：完成投资（万元）")!;
        (failing["left"]!.GetValue<decimal>(), failing["right"]!.GetValue<decimal>(), failing["difference"]!.GetValue<decimal>()).ShouldBe((0, 300, 300));
        (await office.Whole(key)).ShouldBe(before);
        var checks = await office.Office.Read($"{Address}/{key}/checks");
        (checks["holds"]!.GetValue<bool>(), checks["failing"]!.GetValue<int>()).ShouldBe((false, refused.Json["equations"]!.AsArray().Count));
        (await office.Events(key))[0].Body["failing"]!.AsArray().Count.ShouldBe(checks["failing"]!.GetValue<int>());

        await office.Execute("update pool_projects set counties = '{150203}', shares_percent = '{100}' where key = 'nowhere.2012'");
        (await office.Do(key, "issue")).Code.ShouldBe("bulletin-does-not-add-up"); // not before they are collected again
        await office.Do(key, "collect");
        (await office.Do(key, "issue")).Json["state"]!.GetValue<string>().ShouldBe("issued");
    }

    [Fact]
    public async Task A_quarter_with_a_query_that_is_not_settled_has_no_bulletin_issued_over_it()
    {
        await office.Execute("""
            insert into figure_queries (number, task, organisation, period, item, typed, pushed, source, state, entered_by, entered_at, opened_at, version)
            values ('Q2012-901', 'T21', '市交通运输局', '2012Q3', 'km', 5, 6, '市发改委', 'answered', '王科员', now(), now(), 2),
                   ('Q2012-902', 'T21', '市交通运输局', '2012Q4', 'km', 5, 6, '市发改委', 'open', '王科员', now(), now(), 1)
            """);
        var key = await office.Have("2012Q3");
        var before = await office.Whole(key);

        var refused = await office.Do(key, "issue");

        (refused.Status, refused.Code, refused.Json["queries"]!.ToJsonString()).ShouldBe((HttpStatusCode.Conflict, "bulletin-open-queries", """["Q2012-901"]"""), refused.Text);
        (await office.Whole(key)).ShouldBe(before);
        await office.Execute("update figure_queries set state = 'settled'");
        (await office.Do(key, "issue")).Json["state"]!.GetValue<string>().ShouldBe("issued");
    }

    [Fact]
    public async Task Only_a_named_person_of_the_office_issues()
    {
        var key = await office.Have("2012Q2");
        var person = office.Service.As("领导小组办公室", "office", client: "李处长", position: "office");

        (await office.Do(key, "issue", by: office.Department)).Code.ShouldBe("forbidden");
        (await office.Draft("2012Q3", http: office.Department)).Code.ShouldBe("forbidden");
        (await office.Do(key, "issue", by: office.Service.As("领导小组办公室", "office", scope: "cluster.read coordination.tasks.write"))).Code.ShouldBe("insufficient-scope");
        (await office.Do(key, "issue", new JsonObject())).Json["field"]!.GetValue<string>().ShouldBe("decidedBy");
        (await office.Do(key, "issue", by: person)).Code.ShouldBe("unknown-member"); // acts in no other name
        (await office.Do(key, "issue", new JsonObject(), by: person)).Json["issuedBy"]!.GetValue<string>().ShouldBe("李处长");
    }

    [Fact]
    public async Task A_step_that_goes_by_an_older_version_is_refused()
    {
        var key = await office.Have("2012Q4", "collect");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/{key}/issue")
        {
            Content = new StringContent(Body("issue").ToJsonString(), System.Text.Encoding.UTF8, "application/json"), Headers = { { "If-Match", "\"1\"" } },
        };

        using var answer = await office.Office.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        using var read = await office.Office.GetAsync($"{Address}/{key}");
        read.Headers.ETag!.Tag.ShouldBe("\"2\"");
    }

    [Fact]
    public async Task A_draft_is_the_offices_own_and_what_was_issued_everybodys()
    {
        var key = await office.Have("2013Q1");
        (await Sees(key)).ShouldBeFalse();

        await office.Do(key, "issue");
        (await Sees(key)).ShouldBeTrue();
        await office.Do(key, "withdraw");
        (await Sees(key)).ShouldBeTrue(); // that it was withdrawn is to be seen too

        (await office.Office.Read($"{Address}?quarter=2013Q1&state=withdrawn"))["items"]!.AsArray().Single()!["reason"]!.GetValue<string>().ShouldBe("数据有误");
        using var unknown = await office.Office.GetAsync($"{Address}?state=open");
        unknown.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        async Task<bool> Sees(string one)
        {
            using var answer = await office.Department.GetAsync($"{Address}/{one}");
            using var file = await office.Department.GetAsync($"{Address}/{one}/files/text");
            using var rebuilt = await office.Department.GetAsync($"{Address}/{one}/rebuild");
            var inList = (await office.Department.Read($"{Address}?quarter=2013Q1"))["items"]!.AsArray().Any(b => b!["key"]!.GetValue<string>() == one);
            new[] { file.IsSuccessStatusCode, rebuilt.IsSuccessStatusCode, inList }.ShouldAllBe(seen => seen == answer.IsSuccessStatusCode);
            return inList;
        }
    }

    [Fact]
    public async Task A_bulletin_that_is_not_there_is_not_found()
    {
        (await office.Do("2013Q1-77", "issue")).Code.ShouldBe("not-found");
        using var read = await office.Office.GetAsync($"{Address}/2013Q1-77");
        read.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task ShouldBeGapless(string key)
    {
        var whole = await office.Office.Read($"{Address}/{key}");
        var versions = Enumerable.Range(1, whole["bulletin"]!["version"]!.GetValue<int>()).Select(v => (long)v).ToList();

        whole["steps"]!.AsArray().Select(s => s!["version"]!.GetValue<long>()).ShouldBe(versions);
        (await office.Events(key)).Select(e => e.Version).ShouldBe(versions);
    }
}
