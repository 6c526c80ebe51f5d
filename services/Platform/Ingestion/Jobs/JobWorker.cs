using System.Diagnostics;
using System.Text.Json;
using Cluster.Ingestion.Files;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cluster.Ingestion.Jobs;

/// <summary>How the jobs of each resource are done; resources add themselves when they are mapped.</summary>
internal sealed class JobRunners : Dictionary<string, Func<JobRun, Stream, CancellationToken, Task<Answer>>>;

/// <summary>Tells this replica's worker that there is something to do; the others find it when they look.</summary>
internal sealed class JobSignal : WakeSignal;

/// <summary>Does the jobs of this service one after the other; every replica has one.</summary>
internal sealed partial class JobWorker(
    NpgsqlDataSource database, JobRunners runners, JobSignal signal, JobOptions options, TimeProvider time, ILogger<JobWorker> logger)
    : BackgroundService
{
    /// <summary>A sender with many jobs lets those of others go between.</summary>
    private const string TakeSql = """
        update push_jobs set state = 'running', attempt = attempt + 1, started_at = coalesce(started_at, $1), lease_until = $2
        where id = (
            select id from push_jobs as job
            where finished_at is null and lease_until <= $1
            order by (select max(started_at) from push_jobs as other where other.client = job.client and other.id <> job.id) nulls first, id
            limit 1
            for update skip locked)
        returning id, attempt, resource, wishes, organisation, client, role, address, trace
        """;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Take(stoppingToken) is { } job)
                {
                    await Do(job, stoppingToken);
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever was begun is rolled back; the job is taken again when its lease is over. The service goes on.
                Postponed(logger, failure);
            }

            await signal.Wait(options.LookEvery, stoppingToken);
        }
    }

    private async Task<JobRun?> Take(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(TakeSql);
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = time.GetUtcNow() + options.Lease });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new JobRun(
                reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2), JsonSerializer.Deserialize<FileWishes>(reader.GetString(3))!,
                new Caller(
                    reader.GetString(4), reader.GetString(5), reader.GetString(6),
                    await reader.IsDBNullAsync(7, cancellation) ? null : reader.GetString(7),
                    await reader.IsDBNullAsync(8, cancellation) ? null : reader.GetString(8)),
                database, time, options.Lease)
            : null;
    }

    private async Task Do(JobRun job, CancellationToken cancellation)
    {
        using var activity = IngestionActivities.Source.StartActivity(
            "job", ActivityKind.Internal, ActivityContext.TryParse(job.Caller.Trace, traceState: null, out var trace) ? trace : default);
        activity?.SetTag("cluster.job", job.Id);
        if (job.Attempt > options.AttemptsMax)
        {
            await job.Finish(AnswerOf(Problem.Of(JobRefusals.JobFailed, options.AttemptsMax)), cancellation);
            GivenUp(logger, job.Id, options.AttemptsMax);
            return;
        }

        try
        {
            await using var content = await Content(job, cancellation);
            var answer = await runners[job.Resource](job, content, cancellation);
            if (job.Wishes.Validate)
            {
                await job.Finish(answer, cancellation);
            }
        }
        catch (RefusedException refused) when (refused.Problem.Status < 500)
        {
            await job.Finish(AnswerOf(refused.Problem), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await job.PutBack(TimeSpan.Zero, CancellationToken.None); // another replica need not wait for the lease
            throw;
        }
        catch (Exception failure) when (failure is not LeaseLostException)
        {
            Failed(logger, failure, job.Id, job.Attempt);
            await job.PutBack(FirstPause * Math.Pow(2, job.Attempt - 1), cancellation);
        }
    }

    /// <summary>On disk: a workbook is read back and forth.</summary>
    private async Task<FileStream> Content(JobRun job, CancellationToken cancellation)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"cluster-job-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            bufferSize: 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await using var command = database.CreateCommand("select content from push_jobs where id = $1");
            command.Parameters.Add(new() { Value = job.Id });
            await using var reader = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, cancellation);
            if (!await reader.ReadAsync(cancellation) || await reader.IsDBNullAsync(0, cancellation))
            {
                throw new LeaseLostException(job.Id);
            }

            await using var stored = await reader.GetStreamAsync(0, cancellation);
            await stored.CopyToAsync(file, cancellation);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static Answer AnswerOf(ProblemDetails problem) =>
        new(problem.Status!.Value, JsonSerializer.SerializeToUtf8Bytes(problem, AnswerJson.Options));

    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning, Message = "A job could not go on and is taken again later")]
    private static partial void Postponed(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Warning, Message = "Job {Job} failed at attempt {Attempt} and is tried again")]
    private static partial void Failed(ILogger logger, Exception failure, Guid job, int attempt);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Error, Message = "Job {Job} was given up after {Attempts} attempts")]
    private static partial void GivenUp(ILogger logger, Guid job, int attempts);
}
