using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Fixtures;
using static Cluster.Coordination.Tests.Bulletins.BulletinOffice;

namespace Cluster.Coordination.Tests.Bulletins;

/// <summary>Files, signatures and the rebuild of issued bulletins.</summary>
[Collection(BulletinsCollection.Name)]
public sealed class RebuildBulletinTests(BulletinOffice office)
{
    private static readonly string[] Formats = ["text", "docx", "pdf", "json", "signature"];

    [Fact]
    public async Task An_issued_bulletin_is_rebuilt_byte_for_byte_in_every_format_after_all_data_have_changed()
    {
        var key = await office.Have("2014Q1", "issue");
        var givenOut = new Dictionary<string, byte[]>();
        foreach (var format in Formats)
        {
            givenOut.Add(format, await office.File(key, format));
        }

        await office.Pool(2014, "later-"); // the quarter's pool is another one now
        using (var rebuild = await office.Service.As("运维", "operator").PostAsync("/api/coordination/read-models/rebuild", content: null))
        {
            rebuild.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        var rebuilt = await office.Office.Read($"{Address}/{key}/rebuild");

        (rebuilt["isEqual"]!.GetValue<bool>(), rebuilt["isSignatureValid"]!.GetValue<bool>()).ShouldBe((true, true));
        rebuilt["files"]!.AsArray().Select(f => $"{f!["format"]} {f["isEqual"]}").ShouldBe(["text true", "docx true", "pdf true", "json true"]);
        rebuilt["files"]!.AsArray().Single(f => f!["format"]!.GetValue<string>() == "json")!["givenOut"]!.GetValue<string>()
            .ShouldBe(Convert.ToHexStringLower(SHA256.HashData(givenOut["json"])));
        foreach (var format in Formats)
        {
            (await office.File(key, format)).ShouldBe(givenOut[format], format);
        }

        // And the pool is filled again for whoever comes next.
        foreach (var year in new[] { 2024, 2025 })
        {
            await office.Pool(year);
        }
    }

    [Theory]
    [InlineData("update bulletin_contents set figures = replace(figures, '\"projects\":0', '\"projects\":1') where key = $key", false, true)]
    [InlineData("update bulletin_contents set template = replace(template, '通报如下', '通报如后') where key = $key", false, true)]
    [InlineData("update bulletin_files set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '\"projects\":0', '\"projects\":1'), 'UTF8') where key = $key and format = 'json'", false, false)]
    [InlineData("update bulletins set number_serial = number_serial + 100000 where key = $key", false, true)]
    [InlineData("update bulletin_files set bytes = bytes || '\\x00' where key = $key and format in ('docx', 'pdf')", true, true)]
    public async Task Whatever_is_changed_in_the_store_shows(string change, bool isEqual, bool isSignatureValid)
    {
        var key = await office.Have("2015Q1", "issue");
        await office.Execute(change.Replace("$key", $"'{key}'"));

        var rebuilt = await office.Office.Read($"{Address}/{key}/rebuild");

        (rebuilt["isEqual"]!.GetValue<bool>(), rebuilt["isSignatureValid"]!.GetValue<bool>()).ShouldBe((isEqual, isSignatureValid), rebuilt.ToJsonString());
        rebuilt["files"]!.AsArray().ShouldContain(f => !f!["isEqual"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Whoever_has_the_file_its_signature_and_the_public_key_checks_it_without_the_service()
    {
        var key = await office.Have("2015Q2", "issue");
        var (json, signature) = (await office.File(key, "json"), Encoding.ASCII.GetString(await office.File(key, "signature")));
        var published = (await office.Department.Read($"{Address}/signing-keys"))["keys"]!.AsArray().Single()!;

        var parts = signature.Split('.');
        parts[1].ShouldBe("");
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        (header["alg"]!.GetValue<string>(), header["kid"]!.GetValue<string>()).ShouldBe(("ES256", published["kid"]!.GetValue<string>()));
        using var publicKey = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(published["x"]!.GetValue<string>()), Y = Base64Url.DecodeFromChars(published["y"]!.GetValue<string>()) },
        });
        publicKey.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{Base64Url.EncodeToString(json)}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation).ShouldBeTrue();
        published["d"].ShouldBeNull(); // the private half stays
        JsonNode.Parse(json)!["bulletin"]!["number"]!.GetValue<string>().ShouldBe((await office.Bulletin(key))["number"]!.GetValue<string>());
        (await office.Events(key))[^1].Body["jsonSha256"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(json)));
    }

    [Fact]
    public async Task The_service_says_of_a_file_whether_it_is_true_and_whether_it_still_stands()
    {
        var key = await office.Have("2015Q3", "issue");
        var (json, signature) = (await office.File(key, "json"), Encoding.ASCII.GetString(await office.File(key, "signature")));

        (await Verify(json, signature)).ShouldBe((true, "issued"));
        byte[] touched = [.. json];
        touched[^3]++;
        (await Verify(touched, signature)).ShouldBe((false, null));
        (await Verify(json, signature[..^4] + "AAAA")).ShouldBe((false, null));
        (await Verify(json, "")).ShouldBe((false, null));
        (await Verify(json, "a.b.c")).ShouldBe((false, null));
        (await Verify(json, "!..!")).ShouldBe((false, null));
        var other = await office.Have("2015Q3", "issue");
        (await Verify(await office.File(other, "json"), signature)).ShouldBe((false, null)); // one's signature does not fit another's file

        await office.Do(key, "supersede", Supersede(other));
        (await Verify(json, signature)).ShouldBe((true, "superseded"));
    }

    [Fact]
    public async Task A_draft_can_be_looked_at_in_every_format_but_is_not_signed()
    {
        var key = await office.Have("2015Q4");

        Encoding.UTF8.GetString(await office.File(key, "text")).ShouldContain("（草稿，未编号）");
        (await office.File(key, "docx")).Take(2).ShouldBe("PK"u8.ToArray());
        Encoding.ASCII.GetString((await office.File(key, "pdf"))[..5]).ShouldBe("%PDF-");
        using var signature = await office.Office.GetAsync($"{Address}/{key}/files/signature");
        using var rebuilt = await office.Office.GetAsync($"{Address}/{key}/rebuild");
        using var unknown = await office.Office.GetAsync($"{Address}/{key}/files/wps");
        (signature.StatusCode, rebuilt.StatusCode, unknown.StatusCode).ShouldBe((HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.NotFound));
        (await unknown.Content.ReadAsStringAsync()).ShouldContain("bulletin-unknown-format");
    }

    [Fact]
    public async Task What_a_bulletin_says_of_itself_stands_at_its_head_and_stays_when_its_figures_are_collected_again()
    {
        var body = new JsonObject { ["quarter"] = "2016Q2", ["note"] = "本通报为演示。", ["collectedBy"] = "王科员" };
        var key = (await office.Office.SendBody(HttpMethod.Post, Address, Encoding.UTF8.GetBytes(body.ToJsonString()))).Json["key"]!.GetValue<string>();
        await office.Do(key, "collect");
        (await office.Do(key, "issue")).Status.ShouldBe(HttpStatusCode.OK);

        Encoding.UTF8.GetString(await office.File(key, "text")).ShouldContain("汇总。\n　　本通报为演示。\n");
        JsonNode.Parse(await office.File(key, "json"))!["figures"]!["note"]!.GetValue<string>().ShouldBe("本通报为演示。");
        (await office.Office.Read($"{Address}/{key}/rebuild"))["isEqual"]!.GetValue<bool>().ShouldBeTrue();
        JsonNode.Parse(await office.File(await office.Have("2016Q3"), "json"))!["figures"]!.AsObject().ContainsKey("note").ShouldBeFalse();
    }

    [Fact]
    public async Task A_host_without_the_fonts_issues_and_says_what_is_missing_when_the_pdf_is_asked_for()
    {
        await using var bare = await RunningService.Start(
            "coordination", "Cluster.Coordination", broker: office.Service.Broker, database: office.Service.Database,
            settings: new Dictionary<string, string> { ["Bulletins__FontFolder"] = "/nowhere" });
        var key = await office.Have("2016Q1");
        var issued = await bare.As("领导小组办公室", "office").SendBody(
            HttpMethod.Post, $"{Address}/{key}/issue", Encoding.UTF8.GetBytes(Body("issue").ToJsonString()));
        issued.Status.ShouldBe(HttpStatusCode.OK, issued.Text);

        using var pdf = await bare.As("领导小组办公室", "office").GetAsync($"{Address}/{key}/files/pdf");
        (pdf.StatusCode, JsonNode.Parse(await pdf.Content.ReadAsStringAsync())!["code"]!.GetValue<string>())
            .ShouldBe((HttpStatusCode.ServiceUnavailable, "bulletin-fonts-missing"));
        var rebuilt = await bare.As("领导小组办公室", "office").Read($"{Address}/{key}/rebuild");
        rebuilt["isEqual"]!.GetValue<bool>().ShouldBeTrue();
        rebuilt["files"]!.AsArray().Single(f => f!["format"]!.GetValue<string>() == "pdf")!["code"]!.GetValue<string>().ShouldBe("bulletin-fonts-missing");
        Encoding.ASCII.GetString((await office.File(key, "pdf"))[..5]).ShouldBe("%PDF-"); // where they are, it is made
    }

    private async Task<(bool IsValid, string? State)> Verify(byte[] json, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/verify") { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation("Bulletin-Signature", signature);
        using var answer = await office.Department.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var found = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (found["isValid"]!.GetValue<bool>(), found["state"]?.GetValue<string>());
    }
}
