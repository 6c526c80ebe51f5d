using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Portfolio.Evidence;

/// <summary>What a file has to say of itself to be sent.</summary>
/// <param name="Sha256">64 hexadecimal digits, lower case; its ETag.</param>
public sealed record EvidenceFile(Guid Key, string Name, string Type, long SizeBytes, string Sha256)
{
    public string Tag => $"\"{Sha256}\"";
}

/// <summary>The bytes of filed evidence, whatever it was filed for: written in parts with what is known of it, and sent a part at a time.</summary>
public static class EvidenceBytes
{
    private const int PartLength = 256 * 1024;

    private const string CopySql = "copy evidence_parts (evidence, ordinal, bytes) from stdin (format binary)";

    private const string PartSql = "select bytes from evidence_parts where evidence = $1 and ordinal = $2";

    /// <typeparam name="TFiled">What is known of a file, by a key that is a Guid.</typeparam>
    public static ModelBuilder AddEvidenceBytes<TFiled>(this ModelBuilder model)
        where TFiled : class
    {
        model.Entity<EvidencePart>(part =>
        {
            part.ToTable("evidence_parts");
            part.HasKey(p => new { p.Evidence, p.Ordinal });
            part.HasOne<TFiled>().WithMany().HasForeignKey(p => p.Evidence);
        });
        return model;
    }

    /// <summary>A part at a time: what is in memory does not grow with the file.</summary>
    public static async Task Write(Guid evidence, Stream content, NpgsqlConnection connection, CancellationToken cancellation)
    {
        content.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(PartLength);
        try
        {
            await using var copy = await connection.BeginBinaryImportAsync(CopySql, cancellation);
            for (int read, ordinal = 0; (read = await content.ReadAtLeastAsync(buffer.AsMemory(0, PartLength), PartLength, throwOnEndOfStream: false, cancellation)) > 0; ordinal++)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(evidence, NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(ordinal, NpgsqlDbType.Integer, cancellation);
                await copy.WriteAsync((ReadOnlyMemory<byte>)buffer.AsMemory(0, read), NpgsqlDbType.Bytea, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// As a file to save and never as a page to show. A part is read at a time, each by a statement of its own: a reader that is slow holds
    /// no connection, and the parts never change.
    /// </summary>
    public static async Task<IResult> Send(HttpContext context, EvidenceFile file, NpgsqlDataSource database, CancellationToken cancellation)
    {
        var (response, disposition) = (context.Response, new ContentDispositionHeaderValue("attachment"));
        disposition.SetHttpFileName(file.Name);
        response.Headers.ETag = file.Tag;
        response.Headers.CacheControl = "private, no-cache";
        if (context.Request.Headers.IfNoneMatch == file.Tag)
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.ContentType = file.Type;
        response.ContentLength = file.SizeBytes;
        for (var (ordinal, sent) = (0, 0L); sent < file.SizeBytes; ordinal++)
        {
            var part = await ReadPart(file.Key, ordinal, database, cancellation);
            await response.Body.WriteAsync(part, cancellation);
            sent += part.Length;
        }

        return Results.Empty;
    }

    private static async Task<byte[]> ReadPart(Guid key, int ordinal, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(PartSql);
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = ordinal });
        return await command.ExecuteScalarAsync(cancellation) as byte[]
            ?? throw new InvalidOperationException($"Part {ordinal} of the evidence {key} is missing.");
    }
}

/// <summary>A part of the bytes, in the order of its ordinal from 0.</summary>
internal sealed class EvidencePart
{
    public Guid Evidence { get; init; }

    public int Ordinal { get; init; }

    public required byte[] Bytes { get; init; }
}
