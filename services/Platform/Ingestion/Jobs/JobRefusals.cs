using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Jobs;

/// <summary>Every way in which a job says no that a push does not.</summary>
public static class JobRefusals
{
    public static readonly Refusal TooManyJobs = new("too-many-jobs", RefusalKind.TooManyRequests,
        "此凭证已有 {0} 个未完成的任务，未再受理。请待其中一个完成后重试。",
        "This credential has {0} unfinished jobs, so no other was taken. Try again when one of them is finished.");

    public static readonly Refusal JobNotFinished = new("job-not-finished", RefusalKind.Conflict,
        "任务尚未完成，还没有结果。请按 Retry-After 稍后再取。",
        "The job is not finished and has no result yet. Ask again after the time in Retry-After.");

    public static readonly Refusal JobFailed = new("job-failed", RefusalKind.Failed,
        "任务试了 {0} 次仍未完成，未写入任何行。请重新推送，并把任务编号告知运维。",
        "The job was tried {0} times without an end; none of its rows was written. Push it again and give its number to operations.");
}
