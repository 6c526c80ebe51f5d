using System.Security.Claims;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Ingestion.Jobs;

/// <summary>Where a job is (任务进度).</summary>
/// <param name="State"><c>waiting</c>, <c>running</c>, <c>finished</c>.</param>
/// <param name="Validate">It only checks.</param>
/// <param name="RowsTotal">Null until they are counted.</param>
/// <param name="Status">What the push would have answered: 200 all in, 207 some, 422 none, or why it was refused as a whole.</param>
/// <param name="Result">Where that answer is; null until it is finished.</param>
public sealed record JobView(
    Guid Id, string Resource, string State, bool Validate, DateTimeOffset AcceptedAt, DateTimeOffset? StartedAt = null,
    DateTimeOffset? FinishedAt = null, int RowsDone = 0, int? RowsTotal = null, int? Status = null, string? Result = null);

/// <param name="Items">The newest first.</param>
public sealed record JobList(IReadOnlyList<JobView> Items);

/// <summary>A sender follows its jobs: how far each is, and in the end its answer. They are kept for a week.</summary>
internal static class GetJobs
{
    private const int ListMax = 100;
    private const string LookAgainSeconds = "1";

    private const string Columns = """
        id, resource, state, wishes ->> 'Validate' = 'true', accepted_at, started_at, finished_at, rows_done, rows_total, status
        """;

    private const string ListSql = $"""
        select {Columns} from push_jobs where $1 is null or organisation = $1 order by id desc limit $2
        """;

    private const string OneSql = $"select {Columns} from push_jobs where ($1 is null or organisation = $1) and id = $2";

    private const string AnswerSql = "select status, answer from push_jobs where ($1 is null or organisation = $1) and id = $2";

    public static void MapJobs(this RouteGroupBuilder routes, string service)
    {
        var jobs = routes.MapGroup("jobs");
        jobs.MapGet("", async (ClaimsPrincipal user, NpgsqlDataSource database, CancellationToken cancellation) =>
            new JobList(await Read(database, service, ListSql, user, ListMax, cancellation)))
            .WithSummary("本单位的异步任务 Your jobs, the newest first");
        jobs.MapGet("{id:guid}", async (HttpContext context, NpgsqlDataSource database, Guid id, CancellationToken cancellation) =>
        {
            if (await Read(database, service, OneSql, context.User, id, cancellation) is not [var job])
            {
                return Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
            }

            context.Response.Headers.RetryAfter = job.FinishedAt is null ? LookAgainSeconds : default;
            return Results.Ok(job);
        }).WithSummary("任务进度 How far a job is").Produces<JobView>();
        jobs.MapGet("{id:guid}/result", Result).WithSummary("任务结果：与同步推送的答复相同 What the push would have answered").Produces<BatchResult>();
    }

    /// <summary>Always 200 where there is one: whether the rows were taken is the job's status, not that of asking for it.</summary>
    private static async Task<IResult> Result(HttpContext context, NpgsqlDataSource database, Guid id, CancellationToken cancellation)
    {
        await using var command = Command(database, AnswerSql, context.User, id);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return Problem.Of(ServiceDefaults.Refusals.NotFound).AsResult();
        }

        if (await reader.IsDBNullAsync(0, cancellation))
        {
            context.Response.Headers.RetryAfter = LookAgainSeconds;
            return Problem.Of(JobRefusals.JobNotFinished).AsResult();
        }

        var answer = new Answer(reader.GetInt32(0), reader.GetFieldValue<byte[]>(1));
        return Results.Bytes(answer.Body, answer.MediaType);
    }

    private static async Task<List<JobView>> Read(
        NpgsqlDataSource database, string service, string sql, ClaimsPrincipal user, object which, CancellationToken cancellation)
    {
        await using var command = Command(database, sql, user, which);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var jobs = new List<JobView>();
        while (await reader.ReadAsync(cancellation))
        {
            var (id, status) = (reader.GetGuid(0), reader.GetFieldValue<int?>(9));
            jobs.Add(new JobView(
                id, reader.GetString(1), reader.GetString(2), reader.GetBoolean(3), reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetFieldValue<DateTimeOffset?>(5), reader.GetFieldValue<DateTimeOffset?>(6), reader.GetInt32(7),
                reader.GetFieldValue<int?>(8), status, status is null ? null : $"/api/{service}/jobs/{id}/result"));
        }

        return jobs;
    }

    private static NpgsqlCommand Command(NpgsqlDataSource database, string sql, ClaimsPrincipal user, object which)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = user.SeesOnly() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = which });
        return command;
    }
}
