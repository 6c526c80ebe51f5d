using System.Text;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;

namespace Cluster.Ingestion.Tests;

public sealed class BatchRequestTests
{
    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xB0, 0xFC, (byte)'"' }, 1)] // 包 in GBK
    [InlineData(new byte[] { (byte)'"', (byte)'a', 0xC0, 0xAF, (byte)'"' }, 2)] // overlong
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' }, 1)] // half of a surrogate pair
    [InlineData(new byte[] { (byte)'"', 0xE5, 0x8C, 0x85, 0xF5, (byte)'"' }, 4)]
    [InlineData(new byte[] { (byte)'"', 0xE5, 0x8C }, 1)] // ends inside a character
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0 }, 0)] // UTF-16
    public void What_is_not_UTF8_names_its_first_byte(byte[] body, int position)
    {
        var problem = Refused(body);

        ShouldSay(problem, "invalid-utf8", "$", 400);
        Message(problem).Zh.ShouldContain($"第 {position} 字节");
        Message(problem).En.ShouldContain($"byte {position} on");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{\"rows\":[{\"key\":\"a\"")]
    [InlineData("{\"rows\":[{\"key\":\"a")]
    [InlineData("{\"rows\":[]}}")]
    [InlineData("{\"rows\":[NaN]}")]
    [InlineData("{\"rows\":[-Infinity]}")]
    [InlineData("{\"rows\":[01]}")]
    [InlineData("{\"rows\":[1,]}")]
    [InlineData("{\"rows\":[/*none*/]}")]
    [InlineData("{'rows':[]}")]
    [InlineData("{\"rows\":[\"a\nb\"]}")]
    [InlineData("{\"mode\":\"validate\",\"mode\":\"commit\",\"rows\":[{}]}")]
    [InlineData("{\"rows\":[{\"key\":\"a\",\"key\":\"b\"}]}")]
    [InlineData("{\"rows\":[{\"key\":\"a\",\"\\u006bey\":\"b\"}]}")]
    [InlineData("{\"rows\":[{\"\\ud800\":1}]}")]
    [InlineData("key,kind\na,road")]
    public void What_is_not_JSON_is_said_to_be_malformed(string body) =>
        ShouldSay(Refused(Encoding.UTF8.GetBytes(body)), "malformed-json", "$", 400);

    [Theory]
    [InlineData(17)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    public void Deeper_than_the_limit_is_refused_with_the_limit(int depth)
    {
        var problem = Refused(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)));
        ShouldSay(problem, "json-too-deep", "$", 422);
        problem.Extensions["limit"].ShouldBe(Limits.DepthMax);

        var objects = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
        ShouldSay(Refused(Encoding.UTF8.GetBytes(objects)), "json-too-deep", "$", 422);

        // The other faults of such a body do not matter.
        ShouldSay(Refused(Encoding.UTF8.GetBytes(new string('[', depth))), "json-too-deep", "$", 422);
    }

    [Fact]
    public void As_deep_as_the_limit_is_read_and_its_faults_are_its_own()
    {
        var body = new string('[', Limits.DepthMax) + "1" + new string(']', Limits.DepthMax);
        Should.NotThrow(() => Parse(body));

        ShouldSay(Refused(Encoding.UTF8.GetBytes(body[..^1])), "malformed-json", "$", 400);
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault() =>
        Of("\uFEFF{\"rows\":[{}]}").Rows.Count.ShouldBe(1);

    [Theory]
    [InlineData("[{}]", "not-an-object", "$")]
    [InlineData("\"rows\"", "not-an-object", "$")]
    [InlineData("null", "not-an-object", "$")]
    [InlineData("{}", "rows-missing", "rows")]
    [InlineData("{\"rows\":null}", "rows-missing", "rows")]
    [InlineData("{\"rows\":[]}", "rows-missing", "rows")]
    [InlineData("{\"rows\":{\"key\":\"a\"}}", "rows-missing", "rows")]
    [InlineData("{\"Rows\":[{}]}", "unknown-member", "Rows")]
    [InlineData("{\"mdoe\":\"validate\",\"rows\":[{}]}", "unknown-member", "mdoe")]
    [InlineData("{\"rows\":[{}],\"atomic \":true}", "unknown-member", "atomic ")]
    [InlineData("{\"mode\":\"dry\",\"模式\":null,\"rows\":[]}", "unknown-member", "模式")]
    [InlineData("{\"mode\":\"dry\",\"rows\":[{}]}", "not-allowed", "mode")]
    [InlineData("{\"mode\":true,\"rows\":[{}]}", "wrong-type", "mode")]
    [InlineData("{\"atomic\":\"yes\",\"rows\":[{}]}", "wrong-type", "atomic")]
    public void A_body_that_is_no_batch_names_what_is_wrong(string body, string code, string field) =>
        ShouldSay(RefusedBatch(body), code, field, 422);

    [Fact]
    public void A_refused_mode_says_which_there_are() =>
        ((IEnumerable<string>)RefusedBatch("{\"mode\":\"dry\",\"rows\":[{}]}").Extensions["allowed"]!).ShouldBe(["commit", "validate"]);

    /// <summary>A mistyped <c>mode</c> would otherwise write what was only to be checked.</summary>
    [Fact]
    public void A_refused_member_is_named_in_both_languages_and_says_which_there_are()
    {
        var problem = RefusedBatch("{\"mdoe\":\"validate\",\"rows\":[{}]}");

        ((IEnumerable<string>)problem.Extensions["allowed"]!).ShouldBe(["mode", "atomic", "strict", "rows"]);
        Message(problem).Zh.ShouldContain("“mdoe”");
        Message(problem).En.ShouldContain("\"mdoe\"");
    }

    [Fact]
    public void A_refused_member_is_not_repeated_at_length() =>
        Message(RefusedBatch($"{{\"{new string('x', 100_000)}\":1}}")).Zh.Length.ShouldBeLessThan(200);

    [Theory]
    [InlineData("{\"rows\":[{}]}", false, false)]
    [InlineData("{\"mode\":null,\"atomic\":null,\"rows\":[{}]}", false, false)]
    [InlineData("{\"mode\":\"commit\",\"atomic\":false,\"rows\":[{}]}", false, false)]
    [InlineData("{\"mode\":\"validate\",\"rows\":[{}]}", true, false)]
    [InlineData("{\"mode\":\"校验\",\"rows\":[{}]}", true, false)]
    [InlineData("{\"atomic\":true,\"rows\":[{}]}", false, true)]
    public void A_batch_commits_what_it_can_unless_it_says_otherwise(string body, bool validate, bool atomic)
    {
        var request = Of(body);

        (request.Validate, request.Atomic, request.Rows.Count).ShouldBe((validate, atomic, 1));
    }

    [Fact]
    public void As_many_rows_as_the_limit_are_read() => Of(Rows(Limits.RowsMax)).Rows.Count.ShouldBe(Limits.RowsMax);

    [Theory]
    [InlineData(10_001)]
    [InlineData(1_000_000)]
    public void More_rows_than_the_limit_are_refused_with_both_numbers(int count)
    {
        var problem = RefusedBatch(Rows(count));

        ShouldSay(problem, "too-many-rows", "rows", 422);
        problem.Extensions["limit"].ShouldBe(Limits.RowsMax);
        Message(problem).Zh.ShouldContain($"收到 {count} 行");
    }

    private static string Rows(int count) => $"{{\"rows\":[{string.Join(',', Enumerable.Repeat("{}", count))}]}}";

    private static RequestBody Parse(string body) => RequestBody.Parse(Encoding.UTF8.GetBytes(body));

    private static BatchRequest Of(string body) => BatchRequest.Of(Parse(body).Root);

    private static ProblemDetails RefusedBatch(string body) => Should.Throw<RefusedException>(() => Of(body)).Problem;

    private static ProblemDetails Refused(byte[] body) => Should.Throw<RefusedException>(() => RequestBody.Parse(body)).Problem;

    private static BilingualText Message(ProblemDetails problem) => (BilingualText)problem.Extensions["message"]!;

    private static void ShouldSay(ProblemDetails problem, string code, string field, int status)
    {
        (problem.Extensions["code"], problem.Extensions["field"], problem.Status).ShouldBe((code, field, status));
        Message(problem).Zh.ShouldNotBeNullOrWhiteSpace();
        Message(problem).En.ShouldNotBeNullOrWhiteSpace();
    }
}
