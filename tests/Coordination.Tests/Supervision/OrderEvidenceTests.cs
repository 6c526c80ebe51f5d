using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Supervision.SupervisingOffice;

namespace Cluster.Coordination.Tests.Supervision;

/// <summary>A feedback names evidence that was filed with its order, under the limits of all evidence.</summary>
[Collection(OrdersCollection.Name)]
public sealed class OrderEvidenceTests(SupervisingOffice office)
{
    private const int BytesMax = 20 * 1024 * 1024;

    [Fact]
    public async Task Evidence_is_filed_named_in_the_feedback_and_read_with_its_hash_size_and_type()
    {
        var number = await office.Have("佐证材料", "sign");
        var photo = Photo();
        var filed = await File(number, photo, "六月.jpg");
        filed.Status.ShouldBe(HttpStatusCode.Created, filed.Text);
        var key = filed.Json["evidence"]!["key"]!.GetValue<string>();

        (await Feed(number, key)).Status.ShouldBe(HttpStatusCode.OK);

        foreach (var reader in new[] { office.Office, office.Lead, office.CoOperator })
        {
            var detail = await reader.Read($"{Orders}/{number}");
            var evidence = detail["evidence"]!.AsArray().ShouldHaveSingleItem()!;
            (evidence["key"]!.GetValue<string>(), evidence["name"]!.GetValue<string>(), evidence["type"]!.GetValue<string>(), evidence["owner"]!.GetValue<string>())
                .ShouldBe((key, "六月.jpg", "image/jpeg", "市交通运输局"));
            (evidence["sizeBytes"]!.GetValue<long>(), evidence["sha256"]!.GetValue<string>())
                .ShouldBe((photo.Length, Convert.ToHexStringLower(SHA256.HashData(photo))));
            detail["steps"]!.AsArray()[^1]!["evidence"]!.AsArray().Select(k => k!.GetValue<string>()).ShouldBe([key]);
            (await reader.GetByteArrayAsync($"{Orders}/{number}/evidence/{key}")).ShouldBe(photo);
        }

        using var stranger = await office.Stranger.GetAsync($"{Orders}/{number}/evidence/{key}");
        stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CoordinationService.ChangesOf(office.CoOperator, "order-evidence", key, 1)).ShouldBe([$"{key} 1"]);
        (await CoordinationService.ChangesOf(office.Stranger, "order-evidence", key)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_is_no_evidence_of_the_order_is_refused_and_changes_nothing()
    {
        var (number, other) = (await office.Have("未知佐证", "sign"), await office.Have("别的督办单", "sign"));
        var own = (await File(number, Photo())).Json["evidence"]!["key"]!.GetValue<string>();
        var others = (await File(other, Photo())).Json["evidence"]!["key"]!.GetValue<string>();
        var before = (await office.Office.Read($"{Orders}/{number}")).ToJsonString();

        foreach (var unknown in new[] { "infrastructure/e-1", others, $"{Guid.NewGuid()}" })
        {
            var refused = await Feed(number, own, unknown);
            (refused.Status, refused.Faulty()).ShouldBe((HttpStatusCode.UnprocessableEntity, ("order-evidence-unknown", "evidence")), refused.Text);
            refused.Json["message"]!["zh"]!.GetValue<string>().ShouldContain($"“{unknown}”");
        }

        (await office.Office.Read($"{Orders}/{number}")).ToJsonString().ShouldBe(before);
    }

    [Fact]
    public async Task The_same_file_again_is_the_first_one_also_at_one_moment()
    {
        var (number, photo) = (await office.Have("重复上传", "sign"), Photo());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => File(number, photo)));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Select(a => a.Json["evidence"]!["key"]!.GetValue<string>()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Only_the_lead_files_and_only_as_long_as_it_owes_feedback()
    {
        var proposed = await office.Have("未签发佐证");
        var number = await office.Have("谁上传", "sign");

        (await File(proposed, Photo())).Code.ShouldBe("not-found");
        (await File(number, Photo(), by: office.Stranger)).Code.ShouldBe("not-found");
        (await File(number, Photo(), by: office.CoOperator)).Code.ShouldBe("order-not-lead");
        (await File(number, Photo(), by: office.Office)).Code.ShouldBe("forbidden");
        await office.Do(number, "feedback");
        (await File(number, Photo())).Code.ShouldBe("order-fed-back-before");
        await office.Do(number, "close");
        (await File(number, Photo())).Code.ShouldBe("order-feedback-after-closing");
        (await office.Office.Read($"{Orders}/{number}"))["evidence"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_too_large_empty_or_of_another_type_is_refused_by_its_content()
    {
        var number = await office.Have("佐证限制", "sign");

        (await File(number, "MZ, a program"u8.ToArray(), "六月.jpg")).Code.ShouldBe("evidence-type-not-allowed");
        (await File(number, [])).Code.ShouldBe("evidence-empty");
        (await File(number, Photo(BytesMax + 1))).Code.ShouldBe("evidence-too-large");
        (await File(number, Photo(BytesMax))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_order_has_at_most_a_hundred_files()
    {
        var number = await office.Have("佐证份数", "sign");
        await using var database = office.Service.OpenDatabase();
        await using var fill = database.CreateCommand("""
            insert into order_evidence (key, number, owner, name, type, size_bytes, sha256, filed_at)
            select gen_random_uuid(), $1, '市交通运输局', 'x.jpg', 'image/jpeg', 1, n::text, now() from generate_series(1, 99) n
            """);
        fill.Parameters.Add(new() { Value = number });
        await fill.ExecuteNonQueryAsync();

        (await File(number, Photo())).Status.ShouldBe(HttpStatusCode.Created);
        (await File(number, Photo())).Code.ShouldBe("order-evidence-too-many");
    }

    private Task<ApiAnswer> Feed(string number, params string[] keys) =>
        office.Do(number, "feedback", Body("feedback").With("evidence", new JsonArray([.. keys.Select(k => (JsonNode)k)])));

    private async Task<ApiAnswer> File(string number, byte[] bytes, string name = "现场.jpg", HttpClient? by = null)
    {
        using var content = new ByteArrayContent(bytes);
        using var answer = await (by ?? office.Lead).PostAsync($"{Orders}/{number}/evidence?name={Uri.EscapeDataString(name)}", content);
        return new ApiAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Each another one.</summary>
    private static byte[] Photo(int length = 3_000)
    {
        byte[] photo = [0xFF, 0xD8, 0xFF, 0xE0, .. RandomNumberGenerator.GetBytes(length - 4)];
        return photo;
    }
}
