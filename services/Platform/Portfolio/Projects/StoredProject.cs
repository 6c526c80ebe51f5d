using Cluster.Contracts;
using Npgsql;

namespace Cluster.Portfolio.Projects;

/// <summary>A project as the database has it, as far as others are held against it.</summary>
internal sealed record StoredProject(
    string Key, string Owner, string? Code, ProjectStage Stage, DateOnly? StageSince, string? StageEvidence, string? StageReason, string? StageCorrection,
    string[] Passages, DateOnly? StartedOn, decimal? TotalWan, decimal? AdjustedTotalWan, DateTimeOffset? AsOf)
{
    /// <summary>What may be spent: the total, or what an adjusted estimate made of it.</summary>
    public decimal? LimitWan => AdjustedTotalWan ?? TotalWan;
}

/// <summary>The projects that the rows of a call name, by their key or by their national code: two statements for all of them, however many.</summary>
internal sealed class NamedProjects
{
    private readonly Dictionary<string, StoredProject> _byKey;
    private readonly ILookup<string, StoredProject> _byCode;

    private NamedProjects(IReadOnlyList<StoredProject> projects) =>
        (_byKey, _byCode) = (projects.ToDictionary(p => p.Key), projects.Where(p => p.Code is not null).ToLookup(p => p.Code!));

    /// <summary>
    /// Held until the end, so that what hangs on a project is written one call after another. In the order of the keys, so that two calls never
    /// wait for each other.
    /// </summary>
    private const string HoldSql = """
        select key, owner, code, stage, stage_since, stage_evidence, stage_reason, stage_correction, passages, started_on, total_wan,
               adjusted_total_wan, as_of
        from projects where key = any($1) order by key for no key update
        """;

    private const string KeysSql = "select key from projects where code = any($1)";

    /// <param name="names">Keys or codes, as the rows have them.</param>
    public static async Task<NamedProjects> Hold(IEnumerable<string> names, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var wanted = names.ToHashSet();
        var codes = wanted.Select(CodeIn).OfType<string>().ToArray();
        if (codes.Length > 0)
        {
            await using var find = new NpgsqlCommand(KeysSql, connection) { Parameters = { new() { Value = codes } } };
            await using var keys = await find.ExecuteReaderAsync(cancellation);
            while (await keys.ReadAsync(cancellation))
            {
                wanted.Add(keys.GetString(0));
            }
        }

        await using var hold = new NpgsqlCommand(HoldSql, connection) { Parameters = { new() { Value = wanted.ToArray() } } };
        await using var reader = await hold.ExecuteReaderAsync(cancellation);
        var projects = new List<StoredProject>();
        while (await reader.ReadAsync(cancellation))
        {
            projects.Add(new StoredProject(
                reader.GetString(0), reader.GetString(1), Text(2), StageGates.Codes.Parse(reader.GetString(3)), reader.GetFieldValue<DateOnly?>(4),
                Text(5), Text(6), Text(7), reader.GetFieldValue<string[]>(8), reader.GetFieldValue<DateOnly?>(9), reader.GetFieldValue<decimal?>(10),
                reader.GetFieldValue<decimal?>(11), reader.GetFieldValue<DateTimeOffset?>(12)));
        }

        return new NamedProjects(projects);

        string? Text(int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
    }

    /// <param name="name">A key, or a code; a key that looks like a code is a key.</param>
    /// <param name="owner">Whose it rather is, where two departments hold one code.</param>
    public StoredProject? Find(string name, string owner) =>
        _byKey.GetValueOrDefault(name)
        ?? (CodeIn(name) is { } code ? HoldersOf(code).OrderBy(p => p.Owner == owner ? 0 : 1).ThenBy(p => p.Key, StringComparer.Ordinal).FirstOrDefault() : null);

    public IEnumerable<StoredProject> HoldersOf(string code) => _byCode[code];

    /// <summary>The code in the form in which it is stored; null where the text is none.</summary>
    private static string? CodeIn(string name) => ProjectCode.Read(name, out var code) is null ? code.ToString() : null;
}
