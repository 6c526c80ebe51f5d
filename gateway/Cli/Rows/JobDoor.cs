using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Cli.Rows.Input;
using Cluster.Client;

namespace Cluster.Cli.Rows;

/// <summary>What is too large to wait for goes as a job: handed over whole, then watched, or left to itself.</summary>
internal static class JobDoor
{
    /// <summary>As the gateway has it.</summary>
    private const int BytesMax = 64 * 1024 * 1024;

    public static async Task Push(PushOrder order, Action<long> progress, CancellationToken cancellation)
    {
        var (settings, resource) = (order.Settings, order.Resource);
        var content = await order.Source.ReadWhole(BytesMax, cancellation);
        var isFile = order.Format.IsFile();
        bool? atomic = settings.ValidRows ? false : settings.Atomic ? true : null;
        order.Report.Begin(settings.ChecksOnly, isAtomic: atomic ?? isFile);

        var wishes = Encoding.UTF8.GetBytes($"job {atomic} {settings.Strict} {settings.Sheet}");
        var digest = Convert.ToHexStringLower(SHA256.HashData([.. SHA256.HashData(content), .. wishes]));
        var job = await order.Once(digest, key => order.Jobs.Submit(
            resource.Service, resource.Resource, isFile ? "file" : "batch", Content(content, order.Format), settings.ChecksOnly ? "validate" : null,
            atomic, settings.Strict ? true : null, settings.Sheet, key(1, digest), cancellation));
        if (settings.Detach)
        {
            order.Report.LeaveTo(job);
            return;
        }

        order.Terminal.Error.Line(Words.Say("job.taken", job.Id));
        order.Report.Add(await order.Jobs.Wait(
            resource.Service, job.Id, order.Terminal.Time,
            seen => progress(seen.RowsTotal is > 0 and var total ? content.LongLength * seen.RowsDone / total : 0), cancellation));
    }

    private static ByteArrayContent Content(byte[] content, RowFormat format) =>
        new(content) { Headers = { ContentType = new MediaTypeHeaderValue(format.MediaTypeOf()) } };
}
