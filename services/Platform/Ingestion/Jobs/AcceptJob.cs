using System.Text.Json;
using Cluster.Ingestion.Files;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Ingestion.Jobs;

/// <summary>Takes a push to be written later: what came is durable when it is answered, and any replica can do it.</summary>
internal sealed class AcceptJob(EventLog log, TimeProvider time, JobSignal signal, JobOptions options)
{
    private const string UnfinishedSql = "select count(*) from push_jobs where client = $1 and finished_at is null";

    private const string InsertSql = """
        insert into push_jobs
            (id, resource, wishes, organisation, client, role, address, trace, content, state, accepted_at, lease_until, attempt, rows_done)
        values ($1, $2, $3::json, $4, $5, $6, $7, $8, $9, $10, $11, $11, 0, 0)
        """;

    /// <param name="service">As in the address.</param>
    public async Task Handle(HttpContext context, string service, string resource, FileWishes wishes, CancellationToken cancellation)
    {
        var caller = context.Caller();
        RespondAsync.Allow(context);
        await FilePush.Take(context.Request, cancellation);
        FilePush.CheckType(wishes, context.Request.Body);
        var claim = IdempotencyClaim.From(context.Request, caller, context.Request.Body, wanted: "job");
        var answer = await Accept(claim, resource, wishes, caller, context.Request.Body, cancellation);
        signal.Wake();

        var job = JsonSerializer.Deserialize<JobView>(answer.Body, AnswerJson.Options)!;
        context.Response.StatusCode = answer.Status;
        context.Response.Headers.Location = $"/api/{service}/jobs/{job.Id}";
        context.Response.Headers["Preference-Applied"] = RespondAsync.Preference;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.Body.WriteAsync(answer.Body, cancellation);
    }

    private async Task<Answer> Accept(
        IdempotencyClaim? claim, string resource, FileWishes wishes, Caller caller, Stream content, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        if (claim is not null
            && (await IdempotencyClaim.Claim([claim], transaction, LockWait.Alone, cancellation)).TryGetValue(claim, out var given))
        {
            return given;
        }

        await RefuseTooMany(caller, transaction, cancellation);
        var now = time.GetUtcNow();
        var job = new JobView(Guid.CreateVersion7(now), resource, PushJob.States.Write(JobState.Waiting), wishes.Validate, now);
        await Insert(job, wishes, caller, content, transaction, cancellation);
        var answer = new Answer(StatusCodes.Status202Accepted, JsonSerializer.SerializeToUtf8Bytes(job, AnswerJson.Options));
        await transaction.Commit(cancellation, claim is null ? null : IdempotencyClaim.Keep([(claim, answer)]));
        return answer;
    }

    private async Task RefuseTooMany(Caller caller, LogTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(UnfinishedSql, transaction.Connection) { Parameters = { new() { Value = caller.Client } } };
        if ((long)(await command.ExecuteScalarAsync(cancellation))! >= options.UnfinishedMax)
        {
            throw new RefusedException(Problem.Of(JobRefusals.TooManyJobs, options.UnfinishedMax).With("limit", options.UnfinishedMax));
        }
    }

    private static async Task Insert(
        JobView job, FileWishes wishes, Caller caller, Stream content, LogTransaction transaction, CancellationToken cancellation)
    {
        content.Position = 0;
        await using var command = new NpgsqlCommand(InsertSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = job.Id }, new() { Value = job.Resource }, new() { Value = JsonSerializer.Serialize(wishes) },
                new() { Value = caller.Organisation }, new() { Value = caller.Client }, new() { Value = caller.Role },
                new() { Value = caller.Address ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = caller.Trace ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = content, NpgsqlDbType = NpgsqlDbType.Bytea }, // as a stream: it is never whole in memory
                new() { Value = job.State }, new() { Value = job.AcceptedAt },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
