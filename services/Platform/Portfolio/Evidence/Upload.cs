using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cluster.Portfolio.Evidence;

/// <summary>
/// A file as it comes in: the body itself, or the one file of a form. It waits on disk until it is whole, so that neither memory nor the
/// database is held by a sender that is slow; the file is gone when this is disposed of, or when the process ends.
/// </summary>
public sealed class Upload : IAsyncDisposable
{
    /// <summary>A form's other fields and its boundaries.</summary>
    private const int FormBytesMax = 64 * 1024;
    private const int FieldLengthMax = 200;
    private const int BoundaryLengthMax = 70; // RFC 2046
    private const int BufferLength = 64 * 1024;

    private readonly Dictionary<string, string> _fields = [];

    public required FileStream Content { get; init; }

    public string? Name { get; private set; }

    /// <summary>64 hexadecimal digits, lower case.</summary>
    public string Sha256 { get; private set; } = "";

    public long SizeBytes => Content.Length;

    /// <summary>From the address or the form; the address counts.</summary>
    public string? FieldOf(HttpRequest request, string name) =>
        request.Query[name].FirstOrDefault() is { Length: > 0 } given ? given : _fields.GetValueOrDefault(name);

    /// <summary>What it is by its content, or the refusal.</summary>
    public async Task<FileType> DemandType(CancellationToken cancellation)
    {
        var (type, refusal) = await FileTypes.Find(Content, cancellation);
        return type ?? throw new RefusedException(Problem.Of(refusal!).With("field", "file").With("allowed", FileTypes.Codes.All));
    }

    /// <summary>The name that it is given, in the address, the form, or its own; cleaned.</summary>
    public string DemandName(HttpRequest request, FileType type)
    {
        if ((FieldOf(request, "name") ?? Name) is not { } given)
        {
            throw RequestForm.Refuse(Fault.Of("name", IngestionRefusals.Required, "文件名", "The file name"));
        }

        var name = FileName.Clean(given, type);
        return PersonalNumbers.HoldsIdentity(name) || PersonalNumbers.HoldsMobile(name)
            ? throw RequestForm.Refuse(Fault.Of("name", IngestionRefusals.PersonalNumber, "文件名", "The file name"))
            : name;
    }

    /// <exception cref="RefusedException">It is larger than that, empty, or no form with one file.</exception>
    public static async Task<Upload> Take(HttpRequest request, int bytesMax, CancellationToken cancellation)
    {
        if (request.ContentLength > bytesMax + FormBytesMax)
        {
            throw TooLarge(bytesMax);
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytesMax + FormBytesMax;
        }

        var upload = new Upload { Content = Waiting() };
        try
        {
            await upload.Read(request, bytesMax, cancellation);
            return upload.SizeBytes > 0 ? upload : throw Refuse(EvidenceRefusals.Empty);
        }
        catch
        {
            await upload.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private async Task Read(HttpRequest request, int bytesMax, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            Name = NameIn(request.Headers.ContentDisposition);
            await Keep(request.Body, bytesMax, cancellation);
            return;
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > BoundaryLengthMax)
        {
            throw Refuse(EvidenceRefusals.BadForm);
        }

        try
        {
            await ReadForm(new MultipartReader(boundary, request.Body), bytesMax, cancellation);
        }
        catch (IOException cut) when (cut is not BadHttpRequestException) // the form ends before its last boundary
        {
            throw Refuse(EvidenceRefusals.BadForm);
        }
    }

    private async Task ReadForm(MultipartReader form, int bytesMax, CancellationToken cancellation)
    {
        var files = 0;
        while (await form.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (section.AsFileSection() is { } file)
            {
                files++;
                Name = NameIn(section.ContentDisposition);
                await Keep(file.FileStream ?? Stream.Null, bytesMax, cancellation);
            }
            else if (section.AsFormDataSection() is { } field)
            {
                _fields[field.Name] = await ReadField(section.Body, cancellation);
            }

            if (files > 1)
            {
                break;
            }
        }

        if (files != 1)
        {
            throw Refuse(EvidenceRefusals.OneFile, files);
        }
    }

    private async Task Keep(Stream body, int bytesMax, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await Content.WriteAsync(buffer.AsMemory(0, read), cancellation);
                if (Content.Position > bytesMax)
                {
                    throw TooLarge(bytesMax);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<string> ReadField(Stream body, CancellationToken cancellation)
    {
        var bytes = new byte[FieldLengthMax * 3];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(bytes, 0, length).Trim();
    }

    /// <summary>filename* (RFC 8187) before filename. Browsers write the latter in UTF-8.</summary>
    private static string? NameIn(string? disposition) =>
        ContentDispositionHeaderValue.TryParse(disposition, out var header)
            ? HeaderUtilities.RemoveQuotes(header.FileNameStar.HasValue ? header.FileNameStar : header.FileName).ToString() is { Length: > 0 } name ? name : null
            : null;

    private static FileStream Waiting()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }

    private static RefusedException TooLarge(int bytesMax) =>
        new(Problem.Of(EvidenceRefusals.TooLarge, bytesMax).With("field", "file").With("limit", bytesMax));

    private static RefusedException Refuse(Refusal refusal, params object?[] particulars) =>
        new(Problem.Of(refusal, particulars).With("field", "file"));
}
