using Cluster.Ingestion;
using Npgsql;

namespace Cluster.Portfolio.Evidence;

/// <summary>What is known of a filed photograph or document.</summary>
/// <param name="Project">The project's key.</param>
/// <param name="Type">Media type, as its content has it.</param>
/// <param name="Sha256">Of its bytes; 64 hexadecimal digits, lower case. Also its ETag.</param>
/// <param name="Purpose">stage-gate, progress-photo, permit, milestone or problem.</param>
/// <param name="BelongsTo">A stage, a month, or the key of a permit, milestone or problem.</param>
/// <param name="WithdrawnAt">Null as long as it counts.</param>
public sealed record EvidenceView(
    Guid Key, string Project, string Owner, string Name, string Type, long SizeBytes, string Sha256, string Purpose, string? BelongsTo,
    DateTimeOffset FiledAt, DateTimeOffset? WithdrawnAt, string? WithdrawnFor)
{
    internal EvidenceFile File => new(Key, Name, Type, SizeBytes, Sha256);

    public const string Columns = """
        e.key, e.project, e.owner, e.name, e.type, e.size_bytes, e.sha256, e.purpose, e.belongs_to, e.filed_at, e.withdrawn_at, e.withdrawn_for
        """;

    /// <summary>What is joined to nothing is nothing.</summary>
    public static async Task<List<EvidenceView>> Read(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var found = new List<EvidenceView>();
        while (await reader.ReadAsync(cancellation))
        {
            if (!await reader.IsDBNullAsync(0, cancellation))
            {
                found.Add(new EvidenceView(
                    reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt64(5),
                    reader.GetString(6), reader.GetString(7), await reader.IsDBNullAsync(8, cancellation) ? null : reader.GetString(8),
                    reader.GetFieldValue<DateTimeOffset>(9), reader.GetFieldValue<DateTimeOffset?>(10),
                    await reader.IsDBNullAsync(11, cancellation) ? null : reader.GetString(11)));
            }
        }

        return found;
    }
}

/// <param name="Outcome">created, or unchanged where the project had the same file for the same purpose.</param>
public sealed record EvidenceResult(Outcome Outcome, EvidenceView Evidence);

/// <param name="Items">Oldest first.</param>
/// <param name="CountMax">How many a project may have that are not withdrawn.</param>
public sealed record EvidenceList(IReadOnlyList<EvidenceView> Items, int CountMax);
