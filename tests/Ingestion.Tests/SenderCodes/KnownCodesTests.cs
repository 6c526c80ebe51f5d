using System.Text.Json;
using Cluster.Infrastructure.Segments;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Tests.SenderCodes;

public sealed class KnownCodesTests
{
    private static readonly Referable Node = new("node", "nodes", new Refusal("unknown-node", RefusalKind.Unprocessable, "没有“{0}”。", "No {0}."));
    private static readonly TextField One = new("one", "节点", "The node", MaxLength: 5) { RefersTo = Node };
    private static readonly TextListField Several = new("several", "节点", "The nodes", MaxLength: 5, MaxCount: 3) { RefersTo = Node };
    private static readonly TextField Name = new("name", "名称", "The name", MaxLength: 50);

    [Fact]
    public void A_code_is_read_as_what_it_stands_for_however_long_it_is()
    {
        var row = RowOf("""{ "one": " A-CODE-LONGER-THAN-A-KEY ", "name": "A-CODE-LONGER-THAN-A-KEY" }""");

        (row.Get(One), row.Get(One), row.Get(Name)).ShouldBe(("n1", "n1", "A-CODE-LONGER-THAN-A-KEY"));

        row.Faults.ShouldBeEmpty();
        row.Notes.ShouldBe([new RowNote("one", "mapped", "A-CODE-LONGER-THAN-A-KEY", "n1")]);
    }

    [Fact]
    public void In_a_list_each_code_is_read_by_itself()
    {
        var row = RowOf("""{ "several": ["n3", "B", "A-CODE-LONGER-THAN-A-KEY"] }""");

        row.Get(Several).ShouldBe(["n3", "n2", "n1"]);

        row.Notes.Select(n => n.Given).ShouldBe(["B", "A-CODE-LONGER-THAN-A-KEY"]);
    }

    [Theory]
    [InlineData("""{ "one": "b" }""", "one", "")] // a code is compared character by character
    [InlineData("""{ "one": "C" }""", "one", "ambiguous-code")]
    [InlineData("""{ "one": 7 }""", "one", "wrong-type")]
    [InlineData("""{ "one": ["B"] }""", "one", "wrong-type")]
    [InlineData("""{ "one": "UNKNOWN-CODE" }""", "one", "too-long")]
    [InlineData("""{ "several": ["B", 7] }""", "several", "wrong-type")]
    [InlineData("""{ "several": ["B", "B", "B", "B"] }""", "several", "wrong-type")]
    public void What_stands_for_nothing_is_read_as_it_is(string json, string field, string code)
    {
        var row = RowOf(json);

        _ = field == "one" ? row.Find(One) is null : row.Find(Several) is null;

        row.Faults.Select(f => f.Code).ShouldBe(code.Length > 0 ? [code] : []);
    }

    [Theory]
    [InlineData("市交通运输局", "other-system")]
    [InlineData("市住建局", "system")]
    public void The_codes_of_another_credential_stand_for_nothing(string organisation, string client)
    {
        var row = RowOf("""{ "one": "B" }""", organisation, client);

        row.Get(One).ShouldBe("B");
        row.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void A_resource_that_refers_to_nothing_asks_the_register_nothing()
    {
        var segments = new PushSegments(TimeProvider.System);

        CodesInCall.Of(segments.RequiredFields.Concat(segments.OptionalFields)).ShouldBeNull();
        CodesInCall.Of([One, Name]).ShouldNotBeNull();
    }

    private static Row RowOf(string json, string organisation = "市交通运输局", string client = "system")
    {
        var codes = new KnownCodes();
        codes.Add("市交通运输局", "system", "node", "A-CODE-LONGER-THAN-A-KEY", "n1", isKey: false);
        codes.Add("市交通运输局", "system", "node", "B", "n2", isKey: false);
        codes.Add("市交通运输局", "system", "node", "C", "n3", isKey: true);
        return new Row(JsonElement.Parse(json), new Caller(organisation, client, "department", Address: null, Trace: null), routeKey: null, codes: codes);
    }
}
