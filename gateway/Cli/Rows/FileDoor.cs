using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Cluster.Cli.Rows.Input;
using Cluster.Client;

namespace Cluster.Cli.Rows;

/// <summary>CSV and workbooks go as they are: the platform reads them, so that there is one reader.</summary>
internal static class FileDoor
{
    /// <summary>As the gateway has it.</summary>
    private const int BytesMax = 16 * 1024 * 1024;

    public static async Task Push(PushOrder order, Action<long> progress, CancellationToken cancellation)
    {
        var (settings, resource) = (order.Settings, order.Resource);
        var file = await order.Source.ReadWhole(BytesMax, cancellation);
        var mode = settings.ChecksOnly ? "validate" : null;
        bool? atomic = settings.ValidRows ? false : null;
        order.Report.Begin(settings.ChecksOnly, isAtomic: !settings.ValidRows);

        var digest = Convert.ToHexStringLower(SHA256.HashData([.. SHA256.HashData(file), .. System.Text.Encoding.UTF8.GetBytes($"{atomic} {settings.Sheet}")]));
        var result = await order.Once(digest, key => order.Api.PushFile(
            resource.Service, resource.Resource, Content(file, order.Format, progress), mode, atomic, settings.Sheet, key(1, digest), cancellation));
        order.Report.Add(result);
        if (settings.Marked is { } marked && result.Rejected > 0)
        {
            using var content = Content(file, order.Format, _ => { });
            await using var workbook = await order.Api.MarkWorkbook(resource.Service, resource.Resource, content, settings.Sheet, cancellation);
            await SavedFile.Write(marked, workbook, cancellation);
            order.Report.Marked(marked);
        }
    }

    private static FileContent Content(byte[] file, RowFormat format, Action<long> progress) =>
        new(file, progress) { Headers = { ContentType = new MediaTypeHeaderValue(format.MediaTypeOf()) } };

    /// <summary>Says how far it is; sent again, it begins again.</summary>
    private sealed class FileContent(byte[] file, Action<long> progress) : HttpContent
    {
        private const int ChunkBytes = 64 * 1024;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var sent = 0; sent < file.Length; sent += ChunkBytes)
            {
                await stream.WriteAsync(file.AsMemory(sent, Math.Min(ChunkBytes, file.Length - sent)));
                progress(Math.Min(sent + ChunkBytes, file.Length));
            }
        }

        protected override bool TryComputeLength(out long length) => (length = file.Length) >= 0;
    }
}

/// <summary>A file that is there whole or not at all.</summary>
internal static class SavedFile
{
    public static async Task Write(string path, Stream content, CancellationToken cancellation)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.part";
        try
        {
            await using (var file = File.Create(unfinished))
            {
                await content.CopyToAsync(file, cancellation);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception failure) when (failure is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCode.Usage, "file-denied", Languages.Words.Both("failure.file-denied", failure.Message), failure);
        }
        finally
        {
            if (File.Exists(unfinished))
            {
                File.Delete(unfinished);
            }
        }
    }
}
