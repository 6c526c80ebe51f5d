using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests.Lists;

/// <summary>What a list can be asked, and that it says so where it cannot.</summary>
public sealed class ListTests(InfrastructureService infrastructure) : IDisposable
{
    private readonly Department _transport = infrastructure.NewDepartment();
    private readonly Department _others = infrastructure.NewDepartment();

    public void Dispose()
    {
        _transport.Dispose();
        _others.Dispose();
    }

    [Theory]
    [InlineData("", "a b c d e")]
    [InlineData("kind=road", "a b c d")]
    [InlineData("kind=铁路", "e")]
    [InlineData("status=open&status=planned", "b c")]
    [InlineData("status=通车", "b")]
    [InlineData("lengthKm=12.50", "b")]
    [InlineData("lengthKm.gte=12.5", "b c")]
    [InlineData("lengthKm.gt=12.5", "c")]
    [InlineData("lengthKm.gte=10&lengthKm.lt=30", "a b")]
    [InlineData("lengthKm.lte=1e1", "a")]
    [InlineData("openedOn=2024-02-29", "b")]
    [InlineData("openedOn.gt=2024-02-29", "")]
    [InlineData("touches=东河区", "a b")]
    [InlineData("touches=东河区&touches=昆都仑区", "a b c")]
    [InlineData("route=G6&kind=road", "a c")]
    [InlineData("route=%EF%BC%A76", "")]
    [InlineData("name=e%CC%81", "d")]
    [InlineData("key=KEYb&key=KEYd", "b d")]
    [InlineData("owner=OWNER", "a b c d e")]
    [InlineData("owner=别的局", "")]
    [InlineData("sort=-key", "e d c b a")]
    [InlineData("sort=lengthKm", "a b c d e")]
    [InlineData("sort=-lengthKm", "c b a d e")]
    [InlineData("sort=kind,-lengthKm", "e c b a d")]
    [InlineData("sort=route,-key", "c a b e d")]
    [InlineData("sort=openedOn", "b a c d e")]
    [InlineData("sort=-status,key&lengthKm.gt=1", "a c b")]
    public async Task Rows_are_filtered_and_sorted(string query, string expected)
    {
        await PushFive();

        (await Keys(query)).ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("sort=-lengthKm,key&kind=road", 1)]
    [InlineData("sort=route,-key", 2)]
    [InlineData("sort=-openedOn&touches=东河区&touches=昆都仑区", 2)]
    [InlineData("fields=key,name&status=open&status=planned&status=under-construction", 3)]
    public async Task A_link_leads_through_all_pages_of_the_same_question(string query, int size)
    {
        await PushFive();
        var whole = await Keys(query);

        var (found, address) = (new List<string>(), (string?)$"{Department.Segments}?pageSize={size}&{query}");
        while (address is not null)
        {
            using var answer = await _transport.Http.GetAsync(address);
            var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(size);
            found.AddRange(KeysOf(page));
            address = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
            (address is null).ShouldBe(page["next"] is null);
            address?.ShouldContain(Uri.EscapeDataString(query.Split('=')[1].Split('&')[0]));
        }

        found.ShouldBe(whole);
    }

    [Fact]
    public async Task Rows_that_come_while_a_list_is_read_are_neither_doubled_nor_do_they_hide_others()
    {
        await _transport.Push([.. new[] { 10, 20, 30, 40 }.Select(km => _transport.Road($"r{km}", km))]);
        var first = await Page("pageSize=2&sort=-lengthKm");
        KeysOf(first).ShouldBe(["r40", "r30"]);

        await _transport.Push(_transport.Road("r50", 50), _transport.Road("r25", 25));
        var second = await Page($"pageSize=9&sort=-lengthKm&after={first["next"]}");

        KeysOf(second).ShouldBe(["r25", "r20", "r10"]);
    }

    [Theory]
    [InlineData("fields=lengthKm", """{"key":"KEYb","lengthKm":12.5}""")]
    [InlineData("fields=key", """{"key":"KEYb"}""")]
    [InlineData("fields=touches,owner,key,note", """{"key":"KEYb","owner":"OWNER","touches":["东河区"],"note":null}""")]
    public async Task Only_the_fields_that_are_asked_for_come_back_and_always_the_key(string query, string expected)
    {
        await PushFive();

        var page = await Page($"status=open&{query}");

        JsonNode.DeepEquals(page["items"]!.AsArray().Single(), JsonNode.Parse(Own(expected))).ShouldBeTrue(page.ToJsonString());
    }

    [Theory]
    [InlineData("kind=water", "kind", "not-allowed", "road rail")]
    [InlineData("kind=", "kind", "not-allowed", "road rail")]
    [InlineData("lengthKm=long", "lengthKm", "wrong-type", null)]
    [InlineData("lengthKm.gte=-1", "lengthKm.gte", "out-of-range", null)]
    [InlineData("lengthKm.lt=1.2345", "lengthKm.lt", "too-many-decimals", null)]
    [InlineData("openedOn=2025-02-29", "openedOn", "bad-date", null)]
    [InlineData("route=", "route", "required", null)]
    [InlineData("route=a%00b", "route", "invalid-text", null)]
    [InlineData("lengthKm.gte=1&lengthKm.gte=2", "lengthKm.gte", "parameter-twice", null)]
    [InlineData("sort=key&sort=name", "sort", "parameter-twice", null)]
    [InlineData("sort=length", "sort", "bad-sort", null)]
    [InlineData("sort=touches", "sort", "bad-sort", null)]
    [InlineData("sort=--key", "sort", "bad-sort", null)]
    [InlineData("sort=", "sort", "bad-sort", null)]
    [InlineData("sort=name,-name", "sort", "bad-sort", null)]
    [InlineData("sort=key,name,kind,route,note", "sort", "bad-sort", null)]
    [InlineData("fields=key,version", "fields", "no-such-member", "key owner kind route name touches lengthKm technicalClass status statusDate openedOn investmentWan note from to via routes classSince earlierClasses alignmentSince lanes startedOn completedOn crs geometry project")]
    [InlineData("fields=", "fields", "no-such-member", null)]
    [InlineData("pageSize=many", "pageSize", "wrong-type", null)]
    [InlineData("format=pdf", "format", "not-allowed", "json csv xlsx")]
    [InlineData("after=nonsense", "after", "bad-cursor", null)]
    public async Task What_cannot_be_asked_is_refused_with_what_can(string query, string field, string code, string? allowed)
    {
        using var response = await _transport.Http.GetAsync($"{Department.Segments}?{query}");

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((int)response.StatusCode).ShouldBeInRange(400, 422);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (problem["field"]!.GetValue<string>(), problem["code"]!.GetValue<string>()).ShouldBe((field, code), problem.ToJsonString());
        problem["message"]!["zh"]!.GetValue<string>().ShouldNotBeEmpty();
        if (allowed is not null)
        {
            problem["allowed"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldBe(allowed.Split(' '));
        }
    }

    [Theory]
    [InlineData("lenghtKm=5")]
    [InlineData("Kind=road")]
    [InlineData("kind.gte=road")]
    [InlineData("route.gt=G")]
    [InlineData("lengthKm.between=1")]
    [InlineData("lengthKm[gte]=1")]
    [InlineData("version=1")]
    [InlineData("=1")]
    [InlineData("after.gte=1")]
    public async Task A_parameter_that_nobody_knows_is_refused_and_never_ignored(string query)
    {
        using var response = await _transport.Http.GetAsync($"{Department.Segments}?{query}");

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        (response.StatusCode, problem["code"]!.GetValue<string>()).ShouldBe((HttpStatusCode.BadRequest, "unknown-parameter"));
        problem["allowed"]!.AsArray().Select(a => a!.GetValue<string>()).ShouldContain("lengthKm.gte");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_question_is_told_at_once()
    {
        using var response = await _transport.Http.GetAsync($"{Department.Segments}?kind=water&lengthKm=long&sort=nothing&nothing=1");

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        problem["errors"]!.AsArray().Select(e => $"{e!["field"]}:{e["code"]}").ShouldBe(
            ["kind:not-allowed", "lengthKm:wrong-type", "nothing:unknown-parameter", "sort:bad-sort"]);
    }

    [Theory]
    [InlineData("kind=rail")]
    [InlineData("sort=key,name")]
    [InlineData("sort=-key")]
    [InlineData("lengthKm.gt=1")]
    public async Task A_cursor_of_another_question_is_refused(string other)
    {
        await PushFive();
        var cursor = (await Page("pageSize=1&kind=road"))["next"]!.GetValue<string>();
        KeysOf(await Page($"pageSize=2&fields=key&kind=road&after={cursor}")).ShouldBe(["b", "c"]);

        foreach (var query in new[] { $"{other}&after={cursor}", $"kind=road&after={cursor}A", $"kind=road&after={cursor[..^4]}", $"kind=road&after=A{cursor}" })
        {
            using var response = await _transport.Http.GetAsync($"{Department.Segments}?{query}");
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe("bad-cursor");
        }
    }

    /// <summary>Of nobody's rows but its own does a department learn anything: not by a filter, a place in an order, a page more, or a file.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("owner=THEIRS")]
    [InlineData("key=THEIRKEY")]
    [InlineData("sort=-lengthKm&pageSize=1")]
    [InlineData("lengthKm.gte=4000")]
    [InlineData("name=' or owner is not null --")]
    public async Task Another_departments_rows_are_never_there(string query)
    {
        await _transport.Push(_transport.Road("ours", 4_000));
        await _others.Push(_others.Road("theirs-1", 4_999), _others.Road("theirs-2", 3_999));
        query = query.Replace("THEIRKEY", _others.Key("theirs-1"), StringComparison.Ordinal).Replace("THEIRS", Uri.EscapeDataString(_others.Name), StringComparison.Ordinal);

        var page = await Page(query);

        KeysOf(page).Where(key => key != "ours").ShouldBeEmpty();
        page["next"].ShouldBeNull();
        if (!query.Contains("pageSize", StringComparison.Ordinal))
        {
            (await _transport.Http.GetStringAsync($"{Department.Segments}?{query}&format=csv")).ShouldNotContain("theirs");
        }
    }

    [Fact]
    public async Task A_cursor_from_somebody_who_sees_more_shows_no_more()
    {
        await _others.Push(_others.Road("a"), _others.Road("b"), _others.Road("c"));
        using var office = infrastructure.One.As("领导小组办公室", "office");
        var cursor = (await office.Read($"{Department.Segments}?pageSize=1&name=东河—固阳"))["next"]!.GetValue<string>();

        KeysOf(await Page($"name=东河—固阳&after={cursor}")).ShouldBeEmpty();
    }

    /// <summary>The document is written from the columns that read the question.</summary>
    [Fact]
    public async Task The_document_says_what_a_list_can_be_asked()
    {
        var document = await _transport.Http.Read("/openapi/v1.json");

        var parameters = document["paths"]![Department.Segments]!["get"]!["parameters"]!.AsArray().ToDictionary(p => p!["name"]!.GetValue<string>(), p => p!["schema"]!);
        parameters.Keys.ShouldBe(
            ["pageSize", "after", "sort", "fields", "format", "owner", "key", "kind", "name", "status", "route", "touches",
             "lengthKm", "lengthKm.gt", "lengthKm.gte", "lengthKm.lt", "lengthKm.lte", "technicalClass",
             "statusDate", "statusDate.gt", "statusDate.gte", "statusDate.lt", "statusDate.lte", "openedOn", "openedOn.gt", "openedOn.gte", "openedOn.lt",
             "openedOn.lte", "investmentWan", "investmentWan.gt", "investmentWan.gte", "investmentWan.lt", "investmentWan.lte", "note",
             "from", "to", "via", "routes", "classSince", "classSince.gt", "classSince.gte", "classSince.lt", "classSince.lte", "earlierClasses",
             "alignmentSince", "alignmentSince.gt", "alignmentSince.gte", "alignmentSince.lt", "alignmentSince.lte", "lanes", "lanes.gt",
             "lanes.gte", "lanes.lt", "lanes.lte", "startedOn", "startedOn.gt", "startedOn.gte", "startedOn.lt", "startedOn.lte", "completedOn",
             "completedOn.gt", "completedOn.gte", "completedOn.lt", "completedOn.lte", "project"]);
        parameters["kind"]["items"]!["enum"]!.AsArray().Select(e => e!.GetValue<string>()).ShouldBe(["road", "rail"]);
        parameters["lengthKm.gte"]["maximum"]!.GetValue<decimal>().ShouldBe(5_000);
        document["paths"]![Department.Segments]!["get"]!["responses"]!["200"]!["content"]!.AsObject().Select(c => c.Key)
            .ShouldBe(["application/json", "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]);
    }

    /// <summary>a, b, c with a length, d and e without; e is a railway.</summary>
    private async Task PushFive()
    {
        var rows = new[] { "a", "b", "c", "d", "e" }.Select((name, i) => _transport.Road(name, i is 0 ? 10 : i is 1 ? 12.5m : 4_000)).ToArray();
        rows[3].Remove("lengthKm");
        rows[4].Remove("lengthKm");
        (rows[0]["route"], rows[2]["route"], rows[1]["route"], rows[4]["route"]) = ("G6", "G6", "S315", "包兰铁路");
        (rows[1]["status"], rows[1]["openedOn"], rows[2]["status"]) = ("open", "2024-02-29", "planned");
        (rows[0]["touches"], rows[1]["touches"], rows[2]["touches"]) = (new JsonArray("东河区", "固阳县"), new JsonArray("东河区"), new JsonArray("昆都仑区"));
        (rows[3]["name"], rows[4]["kind"]) = ("é", "rail");
        (await _transport.Push(rows)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<JsonNode> Page(string query) => await _transport.Http.Read($"{Department.Segments}?{Own(query)}");

    private async Task<string[]> Keys(string query) => KeysOf(await Page(query));

    private string[] KeysOf(JsonNode page) =>
        [.. page["items"]!.AsArray().Select(i => i!["key"]!.GetValue<string>().Replace(_transport.Key(""), "", StringComparison.Ordinal))];

    private string Own(string text) =>
        text.Replace("KEY", _transport.Key(""), StringComparison.Ordinal).Replace("OWNER", _transport.Name, StringComparison.Ordinal);
}
