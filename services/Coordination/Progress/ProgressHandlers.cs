using Cluster.Contracts.Coordination;
using Cluster.Messaging;

namespace Cluster.Coordination.Progress;

/// <summary>What moves the standing of a task.</summary>
internal static class ProgressHandlers
{
    public static Handlers OnProgress(this Handlers handlers) =>
        handlers.On<ProgressReported, OnProgressReported>().On<TaskRecorded, OnTaskRecorded>();
}
