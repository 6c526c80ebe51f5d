using System.Net;
using System.Text.Json.Nodes;

namespace Cluster.Client.Tests.Calls;

public sealed class WireTests
{
    [Fact]
    public async Task A_row_is_written_in_the_shape_that_the_services_read()
    {
        await using var gateway = (await StubGateway.Start()).Answering(200, Rows.AnswerOfOne);
        using var client = gateway.Client();

        await client.Infrastructure.PushSegments(Rows.Batch with { Mode = BatchMode.Validate, Atomic = true });

        var sent = gateway.Requests.Single();
        (sent.Method, sent.Path).ShouldBe(("POST", "/api/infrastructure/segments/batch"));
        sent.Body.ShouldContain("包头北绕城"); // as Chinese, not as escapes
        JsonNode.DeepEquals(JsonNode.Parse(sent.Body), JsonNode.Parse("""
            { "rows": [ { "key": "R03", "kind": "road", "route": "G110", "name": "包头北绕城", "touches": [ "东河区", "昆都仑区" ], "lengthKm": 28.5,
                "technicalClass": "class-1", "status": "planned", "statusDate": "2016-05-03" } ], "mode": "validate", "atomic": true }
            """)).ShouldBeTrue(sent.Body);
    }

    /// <summary>A row that was read can be changed and pushed as it is.</summary>
    [Fact]
    public async Task What_the_platform_sets_is_read_and_never_sent()
    {
        await using var gateway = (await StubGateway.Start())
            .Answering(200, """{"key":"R03","owner":"市交通运输局","kind":"road","name":"包头北绕城","status":"planned"}""")
            .Answering(200, Rows.AnswerOfOne);
        using var client = gateway.Client();

        var read = await client.Infrastructure.GetSegment("R03");
        await client.Infrastructure.PushSegments(new BatchRequest<Segment>([read]) { Strict = true });

        read.Owner.ShouldBe("市交通运输局");
        var sent = JsonNode.Parse(gateway.Requests.Last().Body)!;
        sent["strict"]!.GetValue<bool>().ShouldBeTrue();
        sent["rows"]![0]!.AsObject().ContainsKey("owner").ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_in_Chinese_is_part_of_the_address()
    {
        await using var gateway = (await StubGateway.Start())
            .Answering(201, """{"index":0,"key":"T21.2025Q3.市交通运输局","outcome":"created","errors":[]}""");
        using var client = gateway.Client();

        var result = await client.Coordination.PutProgressReport(
            "T21.2025Q3.市交通运输局", new ProgressReport("T21", "市交通运输局", "2025Q3", 86.5m, TaskStates.InProgress, "路面完成"));

        result.Outcome.ShouldBe(Outcome.Created);
        gateway.Requests.Single().Path.ShouldBe("/api/coordination/progress-reports/T21.2025Q3.市交通运输局");
    }

    [Fact]
    public async Task A_page_is_asked_for_by_size_and_last_key()
    {
        await using var gateway = (await StubGateway.Start()).Answering(200, """
            {"items":[{"key":"R04","owner":"市交通运输局","kind":"road","name":"一段","touches":[],"lengthKm":3.125,"status":"open","openedOn":"2023-11-01"}],"next":"R04"}
            """);
        using var client = gateway.Client();

        var page = await client.Infrastructure.ListSegments(pageSize: 1, after: "R03");

        gateway.Requests.Single().Query.ShouldBe("?pageSize=1&after=R03");
        page.Next.ShouldBe("R04");
        page.Items.Single().ShouldSatisfyAllConditions(
            s => s.Owner.ShouldBe("市交通运输局"), s => s.LengthKm.ShouldBe(3.125m), s => s.OpenedOn.ShouldBe(new DateOnly(2023, 11, 1)));
    }

    [Fact]
    public async Task A_task_is_read_with_the_standing_of_its_targets()
    {
        await using var gateway = (await StubGateway.Start()).Answering(200, """
            {"task":{"id":"T21","clause":"3.1","theme":"3","subsection":"3.1","ordinal":21,"title":"公路","titleEn":"Roads","leads":["市交通运输局"],
              "coOperators":[],"implementers":[],"note":null,"measures":[{"ordinal":1,"zh":"举措","en":"measure"}],"state":"in-progress","progressPercent":50,
              "reportedFor":"2025Q3","reportedAt":"2025-10-08T01:00:00Z"},
             "targets":["G06"],
             "reports":[{"organisation":"市交通运输局","period":"2025Q3","progressPercent":50,"state":"in-progress","reportedAt":"2025-10-08T01:00:00Z"}],
             "indicators":[{"code":"G06","indicator":"一级以上公路连通","indicatorEn":"Seats connected","task":"T21","comparison":"=","target":100,"unit":"%",
               "due":null,"value":80,"period":"2025-11-01","source":{"zh":"来源","en":"Source"},"met":false}]}
            """);
        using var client = gateway.Client();

        var task = await client.Coordination.GetTask("T21");

        gateway.Requests.Single().Path.ShouldBe("/api/coordination/tasks/T21");
        (task.Task.Id, task.Targets.Single(), task.Reports.Single().Period).ShouldBe(("T21", "G06", "2025Q3"));
        task.Indicators.Single().ShouldSatisfyAllConditions(
            i => (i.Value, i.Unit, i.Comparison, i.Target).ShouldBe((80m, "%", "=", 100m)), i => i.Period.ShouldBe(new DateOnly(2025, 11, 1)),
            i => i.Source!.En.ShouldBe("Source"), i => i.Met.ShouldBe(false));
    }

    [Theory]
    [InlineData(207)]
    [InlineData(422)]
    public async Task Rejected_rows_are_an_answer_and_no_failure(int status)
    {
        await using var gateway = (await StubGateway.Start()).Answering(status, """
            {"created":0,"updated":0,"unchanged":0,"rejected":1,"rows":[{"index":0,"key":"R03","outcome":"rejected","errors":[
              {"field":"lengthKm","code":"out-of-range","status":422,"message":{"zh":"里程应在范围内。","en":"The length is out of range."},"allowed":["0.001 … 5000 km"]}]}]}
            """);
        using var client = gateway.Client();

        var row = (await client.Infrastructure.PushSegments(Rows.Batch)).Rows.Single();

        row.Outcome.ShouldBe(Outcome.Rejected);
        row.Errors.Single().ShouldSatisfyAllConditions(
            e => e.Field.ShouldBe("lengthKm"), e => e.Code.ShouldBe("out-of-range"), e => e.Message.Zh.ShouldBe("里程应在范围内。"),
            e => e.Allowed.ShouldBe(["0.001 … 5000 km"]));
    }

    [Fact]
    public async Task A_problem_keeps_what_it_says()
    {
        await using var gateway = (await StubGateway.Start()).Answering(403, """
            {"type":"urn:cluster:problem:not-yours","title":"该行属于其他单位。","status":403,"detail":"This row belongs to another organisation.","code":"not-yours",
             "message":{"zh":"该行属于其他单位。","en":"This row belongs to another organisation."},"traceId":"0af7","field":"key","limit":null,
             "errors":[{"field":"key","code":"not-yours","message":{"zh":"该行属于其他单位。","en":"This row belongs to another organisation."}}]}
            """, "application/problem+json");
        using var client = gateway.Client();

        var refused = await Should.ThrowAsync<ClusterException>(() => client.Infrastructure.PutSegment("R03", Rows.Segment));

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Message.ShouldBe("not-yours: This row belongs to another organisation.");
        refused.Problem.ShouldSatisfyAllConditions(
            p => p.Message!.Zh.ShouldBe("该行属于其他单位。"), p => p.TraceId.ShouldBe("0af7"), p => p.Field.ShouldBe("key"),
            p => p.Errors.Single().Code.ShouldBe("not-yours"));
    }

    [Theory]
    [InlineData(404, "<html>nginx</html>")]
    [InlineData(400, "")]
    [InlineData(400, "[1]")]
    public async Task An_answer_of_something_in_between_is_named_as_that(int status, string body)
    {
        await using var gateway = (await StubGateway.Start()).Answering(status, body, "text/html");
        using var client = gateway.Client();

        var failed = await Should.ThrowAsync<ClusterException>(() => client.Infrastructure.ListSegments());

        failed.Problem.Code.ShouldBe("unexpected-answer");
        failed.Problem.Detail!.ShouldContain($"{status}");
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_is_a_failure_with_a_code_of_its_own()
    {
        ClusterClientOptions gone;
        await using (var gateway = await StubGateway.Start())
        {
            gone = gateway.Options;
        }

        using var client = new ClusterClient(gone);
        var failed = await Should.ThrowAsync<ClusterException>(() => client.Coordination.GetOverview());

        failed.Problem.Code.ShouldBe(ClusterException.GatewayUnreachable);
        failed.Status.ShouldBeNull();
        failed.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_gets_a_cancellation()
    {
        await using var gateway = await StubGateway.Start();
        using var cancellation = new CancellationTokenSource();
        gateway.Answers.Enqueue(async context =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var client = gateway.Client();

        await Should.ThrowAsync<OperationCanceledException>(() => client.Coordination.GetOverview(cancellation.Token));
    }

    [Fact]
    public void A_credential_does_not_show_its_secret()
    {
        var options = new ClusterClientOptions { Gateway = new Uri("http://gateway"), ClientId = "dept-05", ClientSecret = "hush" };

        options.ToString().ShouldNotContain("hush");
        new ClientRegistration("市水务局", "department", null, "hush").ToString().ShouldNotContain("hush");
    }
}
