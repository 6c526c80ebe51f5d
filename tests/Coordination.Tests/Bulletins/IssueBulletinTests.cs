using Cluster.Fixtures;

namespace Cluster.Coordination.Tests.Bulletins;

[Collection(BulletinsCollection.Name)]
public sealed class IssueBulletinTests(BulletinOffice office)
{
    private static int Year => TimeProvider.System.GetUtcNow().AddHours(8).Year;

    [Fact]
    public async Task Numbers_begin_anew_with_the_year_and_one_that_was_withdrawn_keeps_its_own()
    {
        await office.Have("2017Q1", "issue");
        await office.Execute("update bulletins set number_year = number_year - 1"); // as if all so far had been issued the year before

        var first = await office.Have("2017Q2", "issue", "withdraw");
        var second = await office.Have("2017Q3", "issue");

        (await NumberOf(first)).ShouldBe($"包协办〔{Year}〕1号");
        (await NumberOf(second)).ShouldBe($"包协办〔{Year}〕2号");
    }

    [Fact]
    public async Task What_was_issued_is_told_with_its_number_its_template_and_the_digest_of_the_signed_file()
    {
        var key = await office.Have("2017Q4", "issue");

        var told = (await office.Events(key))[^1];

        (told.Kind, told.Body["number"]!.GetValue<string>(), told.Body["by"]!.GetValue<string>(), told.Body["template"]!.GetValue<string>(), told.Body["templateVersion"]!.GetValue<int>())
            .ShouldBe(("BulletinIssued", await NumberOf(key), "王主任", "quarterly", 2));
        told.Body["jsonSha256"]!.GetValue<string>().Length.ShouldBe(64);
    }

    private async Task<string> NumberOf(string key) => (await office.Bulletin(key))["number"]!.GetValue<string>();
}
