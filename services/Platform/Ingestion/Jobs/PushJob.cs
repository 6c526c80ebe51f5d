using System.Text.Json;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Ingestion.Jobs;

/// <summary>Where a job is on its way; only a worker that holds its lease moves it.</summary>
internal enum JobState
{
    Waiting,
    Running,
    Finished,
}

/// <summary>A push that was taken and is written later (异步任务): what came, what is wanted of it, who sent it, and in the end its answer.</summary>
internal sealed class PushJob
{
    public static readonly Codes<JobState> States = new(
        (JobState.Waiting, "waiting", "等待"), (JobState.Running, "running", "处理中"), (JobState.Finished, "finished", "完成"));

    public required Guid Id { get; init; }

    public required string Resource { get; init; }

    /// <summary>A <see cref="Files.FileWishes"/> as JSON.</summary>
    public required string Wishes { get; init; }

    public required string Organisation { get; init; }

    public required string Client { get; init; }

    public required string Role { get; init; }

    public string? Address { get; init; }

    public string? Trace { get; init; }

    /// <summary>As it came; null when the job is finished.</summary>
    public byte[]? Content { get; init; }

    public JobState State { get; init; }

    public DateTimeOffset AcceptedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Until then nobody else takes it.</summary>
    public DateTimeOffset LeaseUntil { get; init; }

    /// <summary>Counts those who took it; whoever is not the last of them writes nothing.</summary>
    public int Attempt { get; init; }

    public int RowsDone { get; init; }

    public int? RowsTotal { get; init; }

    /// <summary>What the push would have answered, had its sender waited.</summary>
    public int? Status { get; init; }

    public byte[]? Answer { get; init; }
}

public static class PushJobTable
{
    public static ModelBuilder AddPushJobs(this ModelBuilder model)
    {
        model.Entity<PushJob>(job =>
        {
            job.ToTable("push_jobs");
            job.Property(j => j.State).HasCode(PushJob.States);
            job.Property(j => j.Wishes).HasColumnType("json");
            job.HasIndex(j => j.LeaseUntil).HasFilter("finished_at is null").HasDatabaseName("ix_push_jobs_unfinished");
            job.HasIndex(j => new { j.Organisation, j.Id });
            job.HasIndex(j => j.FinishedAt);
        });
        return model;
    }
}
