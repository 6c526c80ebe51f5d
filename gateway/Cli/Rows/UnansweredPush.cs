using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cluster.Cli.Identity;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;

namespace Cluster.Cli.Rows;

/// <summary>
/// Where the Idempotency-Keys come from. A push gets a name of its own, which is kept until it was answered: the same content again after a
/// connection broke is the same push, and the platform gives its first answer. Once answered, the same content again is a new push, which
/// matters when something else was pushed in between.
/// </summary>
internal sealed class UnansweredPush
{
    /// <summary>As long as the platform keeps an answer.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly string _file;
    private readonly Note _note;

    private UnansweredPush(string file, Note note, bool isRepeat) => (_file, _note, IsRepeat) = (file, note, isRepeat);

    public bool IsRepeat { get; }

    /// <param name="terminal">Whose folder it is.</param>
    /// <param name="target">Gateway, credential and resource: one push at a time is unanswered there.</param>
    /// <param name="digest">Of the first part.</param>
    public static UnansweredPush Begin(Terminal terminal, string target, string digest)
    {
        var folder = Path.Combine(terminal.Folder, "unanswered");
        var file = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)))[..32]);
        var now = terminal.Time.GetUtcNow();
        if (Read(file) is { } left && left.Digest == digest && now - left.At < Kept)
        {
            return new UnansweredPush(file, left, isRepeat: true);
        }

        var note = new Note(digest, Guid.CreateVersion7().ToString("N"), now);
        try
        {
            OwnFolder.Make(terminal.Folder);
            OwnFolder.Make(folder);
            File.WriteAllText(file, JsonSerializer.Serialize(note, Json.Compact));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            terminal.Error.Line(Words.Say("push.not-noted", failure.Message));
        }

        return new UnansweredPush(file, note, isRepeat: false);
    }

    public string KeyOf(int part, string digest) => $"cluster-{_note.Name}-{part}-{digest[..16]}";

    public void Answered()
    {
        if (Read(_file) is { } left && left.Name == _note.Name)
        {
            File.Delete(_file);
        }
    }

    private static Note? Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<Note>(File.ReadAllText(file), Json.Compact) : null;
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // cut off in the middle, or not ours to read: then it is no repeat, and rows that are equal stay unchanged
        }
    }

    private sealed record Note(string Digest, string Name, DateTimeOffset At);
}
