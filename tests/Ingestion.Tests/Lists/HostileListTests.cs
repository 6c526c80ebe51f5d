using System.Net;
using System.Text.Json.Nodes;
using Cluster.Fixtures;

namespace Cluster.Ingestion.Tests.Lists;

/// <summary>Addresses that nobody sends by mistake: each is answered or refused, at once, and nothing of it is run.</summary>
public sealed class HostileListTests(InfrastructureService infrastructure) : IDisposable
{
    private static readonly string[] Sql =
    [
        "'; drop table segments; --", "key) or 1=1 --", "$1", "t.owner", "owner\" or \"1\"=\"1", "name::text", "(select 1)", "%27%20or%201=1", "\\'; select pg_sleep(60); --",
    ];

    private readonly Department _transport = infrastructure.NewDepartment();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task Sql_in_a_value_is_a_text_like_any_other()
    {
        foreach (var text in Sql)
        {
            var row = _transport.Road("a");
            row["name"] = text;
            await _transport.Push(row, _transport.Road("b"));

            var page = await _transport.Http.Read($"{Department.Segments}?name={Uri.EscapeDataString(text)}&fields=name");

            page["items"]!.AsArray().Select(i => i!["name"]!.GetValue<string>()).ShouldBe([text]);
        }
    }

    [Fact]
    public async Task Sql_in_a_name_an_order_or_a_choice_is_a_name_that_nobody_knows()
    {
        foreach (var text in Sql.Select(Uri.EscapeDataString))
        {
            foreach (var (query, code) in new[]
            {
                ($"{text}=1", "unknown-parameter"), ($"name.{text}=1", "unknown-parameter"), ($"lengthKm.{text}=1", "unknown-parameter"), ($"sort={text}", "bad-sort"),
                ($"sort=-key,{text}", "bad-sort"), ($"fields={text}", "no-such-member"), ($"after={text}", "bad-cursor"), ($"format={text}", "not-allowed"),
            })
            {
                (await Code(query)).ShouldBe(code, query);
            }
        }

        (await _transport.Push(_transport.Road("still-there"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("name=", "too-long")]
    [InlineData("key=", "too-long")]
    [InlineData("kind=", "not-allowed")]
    [InlineData("owner=", "too-long")]
    [InlineData("touches=", "too-long")]
    [InlineData("openedOn.gte=", "bad-date")]
    [InlineData("lengthKm=1", "out-of-range")]
    [InlineData("sort=", "bad-sort")]
    [InlineData("fields=", "no-such-member")]
    [InlineData("after=", "bad-cursor")]
    [InlineData("", "unknown-parameter")]
    public async Task A_value_of_seven_thousand_characters_is_refused_and_not_repeated(string name, string code)
    {
        using var answer = await _transport.Http.GetAsync($"{Department.Segments}?{name}{new string('1', 7_000)}{(name.Length == 0 ? "=1" : "")}");

        var text = await answer.Content.ReadAsStringAsync();
        JsonNode.Parse(text)!["code"]!.GetValue<string>().ShouldBe(code);
        text.Length.ShouldBeLessThan(5_000);
    }

    [Fact]
    public async Task An_address_of_ten_thousand_characters_is_refused_before_it_is_read()
    {
        using var answer = await _transport.Http.GetAsync($"{Department.Segments}?name={new string('a', 10_000)}");

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestUriTooLong);
    }

    [Theory]
    [InlineData("kind=road", "too-many-values")]
    [InlineData("x=1", "unknown-parameter")]
    [InlineData("sort=x", "parameter-twice")]
    [InlineData("&&&&&&", null)]
    public async Task A_thousand_parameters_are_refused_with_one_short_answer(string parameter, string? code)
    {
        var query = string.Join('&', Enumerable.Repeat(parameter, 7_000 / (parameter.Length + 1)));
        using var answer = await _transport.Http.GetAsync($"{Department.Segments}?{query}");

        var text = await answer.Content.ReadAsStringAsync();
        text.Length.ShouldBeLessThan(10_000);
        JsonNode.Parse(text)!["code"]?.GetValue<string>().ShouldBe(code);
    }

    /// <summary>Each is something that a cursor's values are not.</summary>
    [Theory]
    [InlineData("""["a"]""")]
    [InlineData("""[null,null]""")]
    [InlineData("""["long","a"]""")]
    [InlineData("""[1e999,"a"]""")]
    [InlineData("""[1,"a\u0000b"]""")]
    [InlineData("""[1,"\ud800"]""")]
    [InlineData("""[1,2]""")]
    [InlineData("""[[1],"a"]""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""[1,"a",1]""")]
    [InlineData("")]
    public async Task A_cursor_that_was_tampered_with_is_refused(string values)
    {
        await _transport.Push(_transport.Road("a"), _transport.Road("b"));
        const string Query = "sort=lengthKm,key&pageSize=1";
        var cursor = (await _transport.Http.Read($"{Department.Segments}?{Query}"))["next"]!.GetValue<string>();
        var mark = System.Buffers.Text.Base64Url.DecodeFromChars(cursor)[..9];

        var forged = System.Buffers.Text.Base64Url.EncodeToString([.. mark, .. System.Text.Encoding.UTF8.GetBytes(values)]);

        (await Code($"{Query}&after={forged}")).ShouldBe("bad-cursor");
    }

    private async Task<string?> Code(string query)
    {
        using var answer = await _transport.Http.GetAsync($"{Department.Segments}?{query}");
        ((int)answer.StatusCode).ShouldBeInRange(400, 422, query);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!.GetValue<string>();
    }
}
