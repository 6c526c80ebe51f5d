namespace Cluster.Cli.Rows.Input;

/// <summary>The file or the standard input that rows come from.</summary>
/// <param name="Name">As the person wrote it.</param>
/// <param name="Content">From its beginning.</param>
/// <param name="Length">Null where nobody knows it before its end.</param>
internal sealed record Source(string Name, Stream Content, long? Length) : IDisposable
{
    public static Source Open(string? file, Terminal terminal)
    {
        if (file is null or App.StandardInput)
        {
            return terminal.IsInputTyped && file is null
                ? throw Failure.Of(ExitCode.Usage, "input-missing")
                : new Source("-", terminal.OpenInput(), Length: null);
        }

        if (Directory.Exists(file))
        {
            throw Failure.Of(ExitCode.Usage, "file-is-folder", file);
        }

        if (!File.Exists(file))
        {
            throw Failure.Of(ExitCode.Usage, "file-missing", file);
        }

        try
        {
            var content = File.OpenRead(file);
            return new Source(file, content, content.CanSeek ? content.Length : null);
        }
        catch (IOException denied)
        {
            throw new Failure(ExitCode.Usage, "file-denied", Languages.Words.Both("failure.file-denied", denied.Message), denied);
        }
    }

    /// <summary>The whole of it, where it is at most so long.</summary>
    public async Task<byte[]> ReadWhole(int bytesMax, CancellationToken cancellation)
    {
        if (Length > bytesMax)
        {
            throw Failure.Of(ExitCode.Refused, "body-too-large", bytesMax);
        }

        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await Content.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (whole.Length + read > bytesMax)
            {
                throw Failure.Of(ExitCode.Refused, "body-too-large", bytesMax);
            }

            whole.Write(buffer, 0, read);
        }

        return whole.Length > 0 ? whole.ToArray() : throw Failure.Of(ExitCode.Refused, "input-empty", Name);
    }

    public void Dispose() => Content.Dispose();
}
