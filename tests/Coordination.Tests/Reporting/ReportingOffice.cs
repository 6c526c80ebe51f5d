using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cluster.Contracts;
using Cluster.Fixtures;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Tests.Reporting;

/// <summary>The tests of stored reports share a service; each has tasks of its own.</summary>
[CollectionDefinition(Name)]
public sealed class ReportingCollection : ICollectionFixture<ReportingOffice>
{
    public const string Name = "reporting";
}

/// <summary>The office after it began reporting, since 2024, and departments that lead.</summary>
public sealed class ReportingOffice : IAsyncLifetime
{
    public const string Address = "/api/coordination/reporting";
    public const string ProgressReports = "/api/coordination/progress-reports";
    public const string Items = "/api/coordination/item-reports";
    public const string Tasks = "/api/coordination/tasks";
    public const string Lead = "市交通运输局";
    public const string Other = "市发改委";

    private readonly CoordinationService _coordination = new();

    public RunningService Service => _coordination.Service;

    public HttpClient Office => _coordination.Office;

    public HttpClient Transport { get; private set; } = null!;

    public HttpClient Commission { get; private set; } = null!;

    /// <summary>It has begun and is not due.</summary>
    public static Period Current => Period.Of(TimeProvider.System.Today(), PeriodType.Quarter);

    /// <summary>Its cycle is closed for weeks, and the office can still open it.</summary>
    public static Period Closed => Current.Previous.Previous;

    public async ValueTask InitializeAsync()
    {
        await _coordination.InitializeAsync();
        Transport = Service.As(Lead);
        Commission = Service.As(Other);
        (await Put("start", new JsonObject { ["since"] = "2024-01-01", ["decidedBy"] = "王主任" })).Status.ShouldBe(HttpStatusCode.OK);
    }

    public ValueTask DisposeAsync() => _coordination.DisposeAsync();

    public static string Key(string task, Period? period = null, string organisation = Lead) => $"{task}.{period ?? Current}.{organisation}";

    /// <summary>A task of the test's own.</summary>
    public async Task Have(string task, string[]? leads = null, string? since = null, string[]? implementers = null)
    {
        var row = TaskRow(task, leads ?? [Lead]);
        if (since is not null)
        {
            row["rolesSince"] = since;
        }

        if (implementers is not null)
        {
            row["implementers"] = new JsonArray([.. implementers.Select(i => (JsonNode)i)]);
        }

        var answer = await Office.Push(Tasks, row);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
    }

    public static JsonObject TaskRow(string task, params string[] leads) => CoordinationService.Task(task, "3", "3.1", 90, leads, []);

    public static JsonObject Report(string task, Period? period = null, decimal progress = 50, string words = "按计划推进", string organisation = Lead) =>
        CoordinationService.Report(task, organisation, $"{period ?? Current}", progress, "in-progress", words);

    public async Task<ApiAnswer> Send(string task, decimal progress = 50, string words = "按计划推进", Period? period = null) =>
        await Transport.Push(ProgressReports, Report(task, period, progress, words));

    public Task<ApiAnswer> Step(string key, string step, JsonObject? body = null, HttpClient? by = null) => Post(
        by ?? (step == "withdraw" ? Transport : Office), $"{Address}/reports/{key}/{step}", body ?? Body(step));

    public static JsonObject Body(string step, string by = "王主任") => step == "return"
        ? new() { ["notes"] = new JsonObject { ["words"] = "请写明完成的工程量" }, ["decidedBy"] = by }
        : new() { ["decidedBy"] = by };

    public Task<ApiAnswer> Put(string place, JsonObject body) =>
        Office.SendBody(HttpMethod.Put, $"{Address}/{place}", Encoding.UTF8.GetBytes(body.ToJsonString()));

    public static Task<ApiAnswer> Post(HttpClient http, string address, JsonObject body) =>
        http.SendBody(HttpMethod.Post, address, Encoding.UTF8.GetBytes(body.ToJsonString()));

    public Task<JsonNode> Detail(string key, HttpClient? by = null) => (by ?? Office).Read($"{Address}/reports/{key}");

    /// <summary>The cells of one task: period, organisation and state.</summary>
    public async Task<List<string>> Cells(string task, string query = "", HttpClient? reader = null)
    {
        var matrix = await (reader ?? Office).Read($"{Address}/matrix?task={task}{query}");
        return
        [
            .. from row in matrix["rows"]!.AsArray()
               from cell in row!["cells"]!.AsArray()
               select $"{cell!["period"]} {row["organisation"]} {cell["state"]}",
        ];
    }

    public async Task<List<string>> Ask(string sql, params object[] values)
    {
        await using var database = Service.OpenDatabase();
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString())));
        }

        return rows;
    }
}

internal static class DatedRoles
{
    public static JsonObject Since(this JsonObject task, DateOnly day)
    {
        task["rolesSince"] = $"{day:yyyy-MM-dd}";
        return task;
    }
}
