using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Cluster.ServiceDefaults;

namespace Cluster.Architecture.Tests;

/// <summary>docs/errors.md is made of the refusals in the code: a code that is new, gone or says something else is on the page or fails here.</summary>
public sealed partial class ErrorPageTests
{
    private const string Page = "docs/errors.md";

    private static readonly (string Assembly, string Zh, string En)[] Places =
    [
        (nameof(ServiceDefaults), "各处", "Everywhere"), ("Gateway", "入口与身份", "Gateway and identity"), ("Messaging", "增量读取与死信", "Changes and dead letters"),
        ("Ingestion", "推送与文件", "Pushes and files"), ("Webhooks", "事件推送", "Webhooks"), ("Portfolio", "项目", "Projects"), ("Coordination", "统筹协调", "Coordination"), ("Industry", "产业协同", "Industry"),
        ("Infrastructure", "基础设施", "Infrastructure"), ("Ecology", "生态环境", "Ecology"), ("PublicServices", "公共服务", "Public services"),
        ("Cooperation", "开放合作", "Cooperation"),
    ];

    private static readonly Entry[] Refusals = [.. Places.SelectMany(place => In(place.Assembly)).OrderBy(e => e.Refusal.Code, StringComparer.Ordinal)];

    [Fact]
    public void The_page_of_errors_says_what_the_code_says()
    {
        var expected = Write(Refusals);
        if (Environment.GetEnvironmentVariable("CLUSTER_RECORD_CONTRACT") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Page), expected);
        }

        File.ReadAllText(Path.Combine(Repository.Root, Page)).ShouldBe(expected, $"Run CLUSTER_RECORD_CONTRACT=1 eng/test Architecture, which writes {Page}.");
    }

    [Fact]
    public void Every_assembly_that_refuses_is_on_the_page() =>
        Product.Assemblies.Where(a => RefusalsOf(a).Any()).Select(a => a.GetName().Name!["Cluster.".Length..])
            .ShouldBe(Places.Select(p => p.Assembly), ignoreOrder: true);

    /// <summary>A system branches on the code and on the status, so the two go together.</summary>
    [Fact]
    public void A_code_has_one_status() =>
        Refusals.GroupBy(e => e.Refusal.Code).Where(same => same.Select(e => e.Refusal.Kind).Distinct().Count() > 1)
            .Select(same => same.Key).ShouldBeEmpty();

    [Fact]
    public void A_code_is_made_of_lower_case_words() =>
        Refusals.Select(e => e.Refusal.Code).Where(code => !Words().IsMatch(code)).ShouldBeEmpty();

    [Fact]
    public void A_refusal_speaks_both_languages() =>
        Refusals.Where(e => !Han().IsMatch(e.Refusal.Zh) || Han().IsMatch(e.Refusal.En) || e.Refusal.En.Length == 0).ShouldBeEmpty();

    private static string Write(IEnumerable<Entry> entries)
    {
        var page = new StringBuilder("""
            # 错误代码 Error codes

            程序应按代码（`code`）判断，不要按文字判断：代码不变，文字会改进。“…”处为具体的字段、值或上限。批量推送的代码在每一行的 `errors` 里，其余在
            `application/problem+json`（RFC 9457）里；两者的中英文都在 `message`。本页由代码生成，见 [接口承诺](api/README.md)。

            Branch on the code, never on the words: codes stay, words get better. "…" stands for the field, the value or the limit in question. A
            batch has the codes in `errors` of each row, everything else in `application/problem+json` (RFC 9457); both say `message` in two
            languages. This page is made of the code: see [the promise](api/README.md).

            """);
        foreach (var same in entries.GroupBy(e => (e.Refusal.Code, e.Refusal.Kind)))
        {
            page.Append($"\n## {same.Key.Code}\n\nHTTP {(int)same.Key.Kind}\n");
            foreach (var (place, refusal) in same)
            {
                page.Append($"\n- **{place.Zh} {place.En}**：{Plain(refusal.Zh)}\n  {Plain(refusal.En)}\n");
            }
        }

        return page.ToString();
    }

    private static string Plain(string sentence) => Particular().Replace(sentence, "…").Replace("*", "\\*").Replace("<", "&lt;");

    private static IEnumerable<Entry> In(string assembly)
    {
        var place = Places.Single(p => p.Assembly == assembly);
        return RefusalsOf(Assembly.Load($"Cluster.{assembly}")).Select(refusal => new Entry((place.Zh, place.En), refusal));
    }

    private static IEnumerable<Refusal> RefusalsOf(Assembly assembly) =>
        from type in assembly.GetTypes()
        where !type.ContainsGenericParameters
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where field.FieldType == typeof(Refusal)
        select (Refusal)field.GetValue(null)!;

    private sealed record Entry((string Zh, string En) Place, Refusal Refusal);

    [GeneratedRegex(@"\{\d+\}", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Particular();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Han();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Words();
}
