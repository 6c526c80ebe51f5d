using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Coordination.Contacts;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Tests.Contacts;

public sealed class ContactTests(CoordinationService coordination) : IClassFixture<CoordinationService>
{
    private const string Api = "/api/coordination/contacts";
    private const string Transport = "市交通运输局";

    [Fact]
    public async Task A_contact_gets_a_receipt_without_a_gap_and_the_same_again_is_the_first()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => File(Transport, $"张三{n % 3}")));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(3);
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(3);
        var receipts = (await coordination.Office.Read(Api)).AsArray().Select(c => c!["receipt"]!.GetValue<string>()).Order(StringComparer.Ordinal).ToList();
        receipts.ShouldBe(receipts.Select((_, i) => $"BA{Today.Year}-{i + 1:0000}"));
    }

    [Fact]
    public async Task A_telephone_is_whole_to_the_office_and_the_organisation_and_masked_to_others_and_in_events()
    {
        await File("市商务局", "李四", telephone: "13804721234");

        (await TelephoneOf("李四", coordination.Office)).ShouldBe("13804721234");
        (await TelephoneOf("李四", coordination.Service.As("市商务局"))).ShouldBe("13804721234");
        (await TelephoneOf("李四", coordination.Service.As(Transport))).ShouldBe("138****1234");
        await using var database = coordination.Service.OpenDatabase();
        await using var events = database.CreateCommand("select count(*) from log_events where body::text like '%13804721234%'");
        (await events.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Theory]
    [InlineData("13804721234", "138****1234")]
    [InlineData("0472-5618000", "0472-*****00")]
    [InlineData("12345", "12*45")]
    public void A_masked_telephone_shows_its_beginning_and_its_end(string telephone, string masked) => Contact.Masked(telephone).ShouldBe(masked);

    [Fact]
    public async Task An_organisation_without_a_valid_contact_is_in_the_alarm_of_the_day()
    {
        await Post(coordination.Office, Api, Body("市住建局", "王五", from: Today, until: Today.AddDays(30)));

        (await Missing(Today)).ShouldNotContain("市住建局");
        (await Missing(Today.AddDays(30))).ShouldNotContain("市住建局");
        (await Missing(Today.AddDays(31))).ShouldContain("市住建局");
        (await Missing(Today.AddDays(-1))).ShouldContain("市住建局"); // nobody had filed one by then
        var receipt = (await coordination.Office.Read($"{Api}?organisation=住建局"))[0]!["receipt"]!.GetValue<string>();

        await Post(coordination.Service.As("市住建局"), $"{Api}/{receipt}/end", new() { ["validUntil"] = $"{Today.AddDays(3):yyyy-MM-dd}", ["decidedBy"] = "赵六" });

        (await Missing(Today.AddDays(4))).ShouldContain("市住建局");
        (await coordination.Office.Read($"{Api}?organisation=市住建局&asOf={Today.AddDays(4):yyyy-MM-dd}")).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_department_sees_its_own_alarm_and_files_for_nobody_else()
    {
        (await coordination.Service.As("市发改委").Read($"{Api}/missing"))["organisations"]!.AsArray().ShouldAllBe(o => o!["organisation"]!.GetValue<string>() == "市发改委");
        (await Post(coordination.Service.As("市发改委"), Api, Body("市商务局", "孙七"))).Code.ShouldBe("contact-not-yours");
    }

    public static TheoryData<string, string, string> Faulty => new()
    {
        { "telephone", "打总机", "contact-telephone" },
        { "person", "", "required" },
        { "organisation", "市不存在局", "unknown-organisation" },
        { "validUntil", "2020-01-01", "contact-ends-first" },
        { "colour", "red", "unknown-member" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_faulty_contact_is_refused_with_its_code(string field, string value, string code)
    {
        var body = Body(Transport, "钱八", from: new DateOnly(2024, 1, 1));
        body[field] = value;

        (await Post(coordination.Office, Api, body)).Code.ShouldBe(code);
    }

    private static DateOnly Today => TimeProvider.System.Today();

    private Task<ApiAnswer> File(string organisation, string person, string telephone = "0472-5618000") =>
        Post(coordination.Service.As(organisation), Api, Body(organisation, person, telephone));

    private static async Task<string> TelephoneOf(string person, HttpClient reader) =>
        (await reader.Read(Api)).AsArray().Single(c => c!["person"]!.GetValue<string>() == person)!["telephone"]!.GetValue<string>();

    private async Task<List<string>> Missing(DateOnly day) => [.. (await coordination.Office.Read($"{Api}/missing?asOf={day:yyyy-MM-dd}"))["organisations"]!
        .AsArray().Select(o => o!["organisation"]!.GetValue<string>())];

    private static JsonObject Body(string organisation, string person, string telephone = "0472-5618000", DateOnly? from = null, DateOnly? until = null) => new()
    {
        ["organisation"] = organisation, ["person"] = person, ["post"] = "综合科科长", ["telephone"] = telephone,
        ["validFrom"] = from is { } first ? $"{first:yyyy-MM-dd}" : null, ["validUntil"] = until is { } last ? $"{last:yyyy-MM-dd}" : null, ["decidedBy"] = person,
    };

    private static Task<ApiAnswer> Post(HttpClient http, string address, JsonObject body) =>
        http.SendBody(HttpMethod.Post, address, Encoding.UTF8.GetBytes(body.ToJsonString()));
}
