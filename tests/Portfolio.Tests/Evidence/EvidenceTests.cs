using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Projects;

namespace Cluster.Portfolio.Tests.Evidence;

[Collection<Dossier>]
public sealed class EvidenceTests(PortfolioService portfolio)
{
    private readonly HttpClient _transport = portfolio.Service.As("市交通运输局");
    private readonly HttpClient _reform = portfolio.Service.As("市发改委");

    [Fact]
    public async Task A_photograph_is_kept_with_its_hash_told_without_its_bytes_and_given_back_as_it_came()
    {
        await _transport.HasBuilt("e-photo", "2110-420118-89-01-564275");
        var photo = Photo(seed: 1, length: 700_001); // three parts

        var filed = await _transport.File("e-photo", photo, "purpose=progress-photo&belongsTo=2025-06&name=../六月.jpg");

        filed.Status.ShouldBe(HttpStatusCode.Created, filed.Text);
        var evidence = filed.Json["evidence"]!;
        (evidence.Text("sha256"), evidence.Text("type"), evidence.Text("name"), evidence["sizeBytes"]!.GetValue<int>())
            .ShouldBe((Convert.ToHexStringLower(SHA256.HashData(photo)), "image/jpeg", "六月.jpg", 700_001));
        var aggregate = $"infrastructure/evidence/{evidence.Text("key")}";
        var told = (await portfolio.Events.Wait(e => e.Any(x => x.Aggregate == aggregate))).First(e => e.Aggregate == aggregate);
        told.Kind.ShouldEndWith("EvidenceFiled");
        told.Body.EnumerateObject().Select(m => m.Name)
            .ShouldBe(["key", "owner", "project", "name", "type", "sizeBytes", "sha256", "purpose", "belongsTo"]);

        using var answer = await _transport.GetAsync($"{Address("e-photo")}/{evidence.Text("key")}");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(photo);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("六月.jpg");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{Address("e-photo")}/{evidence.Text("key")}");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await _transport.SendAsync(again);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task The_same_file_for_the_same_purpose_is_unchanged_also_when_it_comes_five_times_at_once()
    {
        await _transport.HasBuilt("e-same");
        var photo = Photo(seed: 2);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _transport.File("e-same", photo, "purpose=progress-photo&name=a.jpg")));

        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.Json.Text("outcome") == "unchanged").ShouldBe(4);
        answers.Select(a => a.Json["evidence"].Text("key")).Distinct().Count().ShouldBe(1);
        (await _transport.File("e-same", photo, "purpose=stage-gate&belongsTo=started&name=a.jpg")).Status.ShouldBe(HttpStatusCode.Created);
        (await _transport.Read($"{Address("e-same")}?purpose=stage-gate"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_form_may_have_its_fields_before_and_after_the_file()
    {
        await _transport.HasBuilt("e-form");
        using var form = Form(("purpose", "阶段门"), ("file", null), ("belongsTo", "开工"));

        var filed = await Read(await _transport.PostAsync(Address("e-form"), form));

        filed.Status.ShouldBe(HttpStatusCode.Created, filed.Text);
        var evidence = filed.Json["evidence"];
        (evidence.Text("purpose"), evidence.Text("belongsTo"), evidence.Text("name"), evidence.Text("type"))
            .ShouldBe(("stage-gate", "started", "许可证.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"));
    }

    [Fact]
    public async Task A_stage_that_names_a_file_which_its_project_does_not_have_is_doubted()
    {
        await _transport.HasReserved("e-named");
        await _transport.HasReserved("e-named-else");
        var order = (await _transport.File("e-named", Photo(seed: 7), "purpose=stage-gate&belongsTo=started&name=开工令.jpg")).Json["evidence"].Text("key");
        var other = (await _transport.File("e-named-else", Photo(seed: 8), "purpose=stage-gate&belongsTo=started&name=开工令.jpg")).Json["evidence"].Text("key");

        (await Note(order)).ShouldBeNull();
        (await Note("施工许可 150207202404010101")).ShouldBeNull();
        (await Note(other)).ShouldBe("stage-evidence-not-filed");
        (await Note(Guid.NewGuid().ToString())).ShouldBe("stage-evidence-not-filed");
        (await _transport.Withdraw("e-named", order, "传错")).Status.ShouldBe(HttpStatusCode.OK);
        (await Note(order)).ShouldBe("stage-evidence-not-filed");

        async Task<string?> Note(string evidence)
        {
            var answer = await _transport.Push(PortfolioService.Projects, StageRulesTests.Started("e-named").With("stageEvidence", evidence));
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
            return answer.Row(0)["notes"]?[0]!["code"]!.GetValue<string>();
        }
    }

    public static TheoryData<string, string, string> Faulty => new()
    {
        { "name=a.jpg", "required", "purpose" },
        { "purpose=party&name=a.jpg", "not-allowed", "purpose" },
        { "purpose=progress-photo", "required", "name" },
        { "purpose=progress-photo&name=张三13812345678.jpg", "personal-number", "name" },
        { "purpose=progress-photo&name=a.jpg&belongsTo=2025-13", "evidence-belongs-nowhere", "belongsTo" },
        { "purpose=stage-gate&name=a.jpg", "evidence-belongs-nowhere", "belongsTo" },
        { "purpose=stage-gate&name=a.jpg&belongsTo=opening", "evidence-belongs-nowhere", "belongsTo" },
        { "purpose=milestone&name=a.jpg", "evidence-belongs-nowhere", "belongsTo" },
        { "purpose=milestone&name=a.jpg&belongsTo=e-faulty.7", "evidence-belongs-nowhere", "belongsTo" },
        { "purpose=permit&name=a.jpg&belongsTo=e-faulty.land", "evidence-belongs-nowhere", "belongsTo" },
        { "purpose=problem&name=a.jpg&belongsTo=%00", "evidence-belongs-nowhere", "belongsTo" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_faulty_field_is_refused_and_nothing_is_kept(string query, string code, string field)
    {
        await _transport.Push(PortfolioService.Projects, Projects.PushProjectsTests.Built("e-faulty"));

        var answer = await _transport.File("e-faulty", Photo(seed: 3), query);

        (answer.Code, answer.Json.Text("field")).ShouldBe((code, field), answer.Text);
        (await _transport.Read($"{Address("e-faulty")}?withdrawn=true"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_it_belongs_to_must_be_of_the_same_project()
    {
        await _transport.HasBuilt("e-owns");
        await _transport.HasBuilt("e-other");
        await _transport.Push("/api/infrastructure/project-milestones", Milestones.PushMilestonesTests.Milestone("e-owns"));

        (await _transport.File("e-owns", Photo(seed: 4), "purpose=milestone&belongsTo=e-owns.1&name=a.jpg")).Status.ShouldBe(HttpStatusCode.Created);
        (await _transport.File("e-other", Photo(seed: 4), "purpose=milestone&belongsTo=e-owns.1&name=a.jpg")).Code.ShouldBe("evidence-belongs-nowhere");
    }

    [Fact]
    public async Task A_program_under_the_name_of_a_photograph_and_a_document_with_macros_are_refused()
    {
        await _transport.HasBuilt("e-types");

        var program = await _transport.File("e-types", [.. "MZ"u8, .. new byte[200]], "purpose=progress-photo&name=a.jpg");
        (program.Status, program.Code).ShouldBe((HttpStatusCode.UnsupportedMediaType, "evidence-type-not-allowed"));
        program.Json["allowed"]!.AsArray().Count.ShouldBe(6);
        (await _transport.File("e-types", FileTypesTests.Document(("word/vbaProject.bin", "")), "purpose=progress-photo&name=a.docx")).Code.ShouldBe("evidence-holds-macros");
        (await _transport.File("e-types", [], "purpose=progress-photo&name=a.jpg")).Code.ShouldBe("evidence-empty");
    }

    [Fact]
    public async Task A_form_that_is_cut_off_or_has_another_number_of_files_is_refused()
    {
        await _transport.HasBuilt("e-forms");
        using var two = Form(("purpose", "progress-photo"), ("file", null), ("file", null));
        using var none = Form(("purpose", "progress-photo"));
        using var cut = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=file; filename=a.jpg\r\n\r\nabc"u8.ToArray());
        cut.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        using var unbound = new ByteArrayContent([1]);
        unbound.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data");

        (await Read(await _transport.PostAsync(Address("e-forms"), two))).Code.ShouldBe("evidence-one-file");
        (await Read(await _transport.PostAsync(Address("e-forms"), none))).Code.ShouldBe("evidence-one-file");
        (await Read(await _transport.PostAsync(Address("e-forms"), cut))).Code.ShouldBe("evidence-bad-form");
        (await Read(await _transport.PostAsync(Address("e-forms"), unbound))).Code.ShouldBe("evidence-bad-form");
    }

    [Fact]
    public async Task Anothers_project_is_not_there_to_read_and_forbidden_to_write_and_the_office_reads_all()
    {
        await _reform.HasBuilt("e-theirs");
        var key = (await _reform.File("e-theirs", Photo(seed: 5), "purpose=progress-photo&name=a.jpg")).Json["evidence"].Text("key");
        var office = portfolio.Service.As("市发改委", "office");

        var write = await _transport.File("e-theirs", Photo(seed: 6), "purpose=progress-photo&name=a.jpg");
        (write.Status, write.Code).ShouldBe((HttpStatusCode.Forbidden, "project-not-yours"));
        (await _transport.Withdraw("e-theirs", key, "误传")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Status(_transport, Address("e-theirs"))).ShouldBe(HttpStatusCode.NotFound);
        (await Status(_transport, $"{Address("e-theirs")}/{key}")).ShouldBe(HttpStatusCode.NotFound);
        (await _transport.File("e-nobodys", Photo(seed: 6), "purpose=progress-photo&name=a.jpg")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Status(office, $"{Address("e-theirs")}/{key}")).ShouldBe(HttpStatusCode.OK);
        (await office.File("e-theirs", Photo(seed: 6), "purpose=progress-photo&name=a.jpg")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var other = portfolio.Service.As("市发改委", scope: "cluster.read infrastructure.projects.write");
        (await other.File("e-theirs", Photo(seed: 6), "purpose=progress-photo&name=a.jpg")).Code.ShouldBe("insufficient-scope");
    }

    [Fact]
    public async Task What_is_withdrawn_is_given_no_more_and_its_reason_stays()
    {
        await _transport.HasBuilt("e-back");
        var photo = Photo(seed: 7);
        var key = (await _transport.File("e-back", photo, "purpose=progress-photo&name=a.jpg")).Json["evidence"].Text("key");

        (await _transport.Withdraw("e-back", key, null)).Code.ShouldBe("required");
        (await _transport.Withdraw("e-back", key, "拍错了项目")).Status.ShouldBe(HttpStatusCode.OK);
        (await _transport.Withdraw("e-back", key, "拍错了项目")).Status.ShouldBe(HttpStatusCode.OK);
        (await _transport.Withdraw("e-back", key, "别的原因")).Code.ShouldBe("evidence-withdrawn-before");
        (await Read(await _transport.GetAsync($"{Address("e-back")}/{key}"))).Code.ShouldBe("evidence-withdrawn");
        (await _transport.Read(Address("e-back")))["items"]!.AsArray().ShouldBeEmpty();
        (await _transport.Read($"{Address("e-back")}?withdrawn=true"))["items"]![0].Text("withdrawnFor").ShouldBe("拍错了项目");
        var events = await portfolio.Events.Wait(e => e.Count(x => x.Aggregate.EndsWith(key, StringComparison.Ordinal)) >= 2);
        events.Where(e => e.Aggregate.EndsWith(key, StringComparison.Ordinal)).Select(e => e.Version).ShouldBe([1, 2]);

        (await _transport.File("e-back", photo, "purpose=progress-photo&name=a.jpg")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_file_that_is_too_large_and_one_too_many_are_refused_with_the_limit()
    {
        await using var small = await RunningService.Start("infrastructure", "Cluster.Infrastructure", settings: new Dictionary<string, string>
        {
            ["Portfolio:EvidenceBytesMax"] = "100000", ["Portfolio:EvidencePerProjectMax"] = "2",
        });
        var department = small.As("市交通运输局");
        await department.HasBuilt("e-small");

        foreach (var (length, chunked) in new[] { (100_001, false), (400_000, false), (100_001, true), (150_000, true) })
        {
            var large = await department.File("e-small", Photo(seed: 8, length), "purpose=progress-photo&name=a.jpg", chunked);
            (large.Status, large.Code, large.Json["limit"]!.GetValue<int>()).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "evidence-too-large", 100_000), $"{length} {chunked}");
        }

        var first = await department.File("e-small", Photo(seed: 9, length: 100_000), "purpose=progress-photo&name=a.jpg");
        first.Status.ShouldBe(HttpStatusCode.Created);
        await department.File("e-small", Photo(seed: 10), "purpose=progress-photo&name=a.jpg");
        (await department.File("e-small", Photo(seed: 11), "purpose=progress-photo&name=a.jpg")).Code.ShouldBe("evidence-too-many");
        await department.Withdraw("e-small", first.Json["evidence"].Text("key"), "重复");
        (await department.File("e-small", Photo(seed: 11), "purpose=progress-photo&name=a.jpg")).Status.ShouldBe(HttpStatusCode.Created);
    }

    internal static string Address(string project) => $"{PortfolioService.Projects}/{project}/evidence";

    internal static async Task<ApiAnswer> Read(HttpResponseMessage response)
    {
        using (response)
        {
            return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    private static async Task<HttpStatusCode> Status(HttpClient http, string address) => (await Read(await http.GetAsync(address))).Status;

    private static byte[] Photo(int seed, int length = 3_000)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        ((byte[])[0xFF, 0xD8, 0xFF, 0xE0]).CopyTo(bytes, 0);
        return bytes;
    }

    private static MultipartFormDataContent Form(params (string Name, string? Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            if (value is null)
            {
                form.Add(new ByteArrayContent(FileTypesTests.Document()), name, "许可证.docx");
            }
            else
            {
                form.Add(new StringContent(value), name);
            }
        }

        return form;
    }
}

internal static class Filing
{
    public static async Task<ApiAnswer> File(this HttpClient http, string project, byte[] bytes, string query, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{EvidenceTests.Address(project)}?{query}");
        request.Content = chunked ? new StreamContent(new MemoryStream(bytes)) : new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        return await EvidenceTests.Read(await http.SendAsync(request));
    }

    public static Task<ApiAnswer> Withdraw(this HttpClient http, string project, string key, string? reason) => http.SendBody(
        HttpMethod.Post, $"{EvidenceTests.Address(project)}/{key}/withdrawal", Encoding.UTF8.GetBytes(new JsonObject { ["reason"] = reason }.ToJsonString()));
}
