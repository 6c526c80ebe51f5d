using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Rows;
using Cluster.Client;
using Spectre.Console.Cli;

namespace Cluster.Cli.Jobs;

/// <summary>Waits for a push that was left to itself, and ends as the push would have.</summary>
internal sealed class WatchJob(Terminal terminal) : AsyncCommand<WatchJob.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        ResourceName.CheckService(settings.Service);
        using var cluster = terminal.Connect(settings);
        var job = await cluster.Jobs.Get(settings.Service, settings.Job, cancellationToken);
        var resource = new ResourceName(settings.Service, job.Resource);
        using var report = new PushReport(terminal, new Push.Settings { Resource = resource.ToString(), Json = settings.Json }, resource);
        report.Begin(job.Validate, isAtomic: null);
        report.Add(await cluster.Jobs.Wait(settings.Service, settings.Job, terminal.Time, cancellation: cancellationToken));
        return (int)report.End();
    }

    internal sealed class Settings : GlobalSettings
    {
        [CommandArgument(0, "<SERVICE>")]
        [Described("argument.service")]
        public required string Service { get; init; }

        [CommandArgument(1, "<JOB>")]
        [Described("argument.job")]
        public required Guid Job { get; init; }
    }
}
