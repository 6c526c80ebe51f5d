using Cluster.Contracts;
using Cluster.Coordination.ReadModels;
using Cluster.Ingestion.Past;
using Npgsql;

namespace Cluster.Coordination.Bulletins;

/// <summary>Bulletins, what they are made of, their steps and files, as they are stored.</summary>
internal static class StoredBulletins
{
    public const string Columns = """
        b.key, b.quarter, b.title, b.template_name, b.template_version, b.collected_at, b.state, b.entered_by, b.entered_at, b.version, b.number_sign,
        b.number_year, b.number_serial, b.issued_on, b.issued_by, b.reason, b.superseded_by
        """;

    public const string StepColumns = "s.key, s.version, s.command, s.state, s.at, s.person, s.organisation, s.client, s.words, s.successor";

    /// <summary>One writer at a time: numbers have no gap, a quarter has one draft, and two that supersede each other do not wait for each other. Whoever reads goes on.</summary>
    private const string LockSql = "lock table bulletins in share row exclusive mode";

    private const string FindSql = $"select {Columns} from bulletins b where b.key = $1";
    private const string LastSql = $"select {StepColumns} from bulletin_steps s where s.key = $1 order by s.version desc limit 1";
    private const string ContentSql = "select key, template, figures from bulletin_contents where key = $1";
    private const string FileSql = "select key, format, bytes from bulletin_files where key = $1 and format = $2";

    private const string KeepSql = """
        insert into bulletins (key, quarter, title, template_name, template_version, collected_at, state, entered_by, entered_at, version, number_sign,
            number_year, number_serial, issued_on, issued_by, reason, superseded_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        on conflict (key) do update
        set title = excluded.title, template_name = excluded.template_name, template_version = excluded.template_version,
            collected_at = excluded.collected_at, state = excluded.state, entered_by = excluded.entered_by, entered_at = excluded.entered_at,
            version = excluded.version, number_sign = excluded.number_sign, number_year = excluded.number_year, number_serial = excluded.number_serial,
            issued_on = excluded.issued_on, issued_by = excluded.issued_by, reason = excluded.reason, superseded_by = excluded.superseded_by
        """;

    private const string KeepStepSql = """
        insert into bulletin_steps (key, version, command, state, at, person, organisation, client, words, successor)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private const string KeepContentSql = """
        insert into bulletin_contents as c (key, template, figures, version) values ($1, $2, $3, 1)
        on conflict (key) do update set template = excluded.template, figures = excluded.figures, version = c.version + 1
        """;

    private const string KeepFileSql = "insert into bulletin_files (key, format, bytes) values ($1, $2, $3)";

    public static async Task Lock(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LockSql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<Bulletin?> Find(NpgsqlConnection connection, string key, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindSql, connection) { Parameters = { new() { Value = SqlText.Asked(key) } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader) : null;
    }

    public static async Task<BulletinStep> Last(NpgsqlConnection connection, string key, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LastSql, connection) { Parameters = { new() { Value = key } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return ReadStep(reader);
    }

    public static Task<BulletinContent> Content(NpgsqlConnection connection, string key, CancellationToken cancellation) =>
        Content(AsOfConnection.Now(connection), key, cancellation);

    public static async Task<BulletinContent> Content(AsOfConnection connection, string key, CancellationToken cancellation)
    {
        await using var command = connection.Command(ContentSql);
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new BulletinContent(reader.GetString(0), reader.GetString(1), reader.GetString(2));
    }

    /// <summary>As it was given out; null where there is none.</summary>
    public static async Task<byte[]?> File(AsOfConnection connection, string key, string format, CancellationToken cancellation)
    {
        await using var command = connection.Command(FileSql);
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = format });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? reader.GetFieldValue<byte[]>(2) : null;
    }

    public static async Task Keep(
        NpgsqlConnection connection, Bulletin bulletin, BulletinStep step, BulletinContent? content, IEnumerable<BulletinFile> files,
        CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { KeepCommand(bulletin), KeepCommand(step) } };
        if (content is not null)
        {
            batch.BatchCommands.Add(new(KeepContentSql)
            {
                Parameters = { new() { Value = content.Key }, new() { Value = content.Template }, new() { Value = content.Figures } },
            });
        }

        foreach (var file in files)
        {
            batch.BatchCommands.Add(new(KeepFileSql)
            {
                Parameters = { new() { Value = file.Key }, new() { Value = file.Format }, new() { Value = file.Bytes } },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public static Bulletin Read(NpgsqlDataReader reader) => new()
    {
        Key = reader.GetString(0),
        Quarter = Quarter.Parse(reader.GetString(1)),
        Title = reader.GetString(2),
        TemplateName = reader.GetString(3),
        TemplateVersion = reader.GetInt32(4),
        CollectedAt = reader.GetFieldValue<DateTimeOffset>(5),
        State = BulletinMoves.States.Parse(reader.GetString(6)),
        EnteredBy = reader.GetString(7),
        EnteredAt = reader.GetFieldValue<DateTimeOffset>(8),
        Version = reader.GetInt64(9),
        NumberSign = reader.GetText(10),
        NumberYear = reader.GetFieldValue<int?>(11),
        NumberSerial = reader.GetFieldValue<int?>(12),
        IssuedOn = reader.GetFieldValue<DateOnly?>(13),
        IssuedBy = reader.GetText(14),
        Reason = reader.GetText(15),
        SupersededBy = reader.GetText(16),
    };

    public static BulletinStep ReadStep(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetInt64(1), reader.GetString(2), BulletinMoves.States.Parse(reader.GetString(3)),
        reader.GetFieldValue<DateTimeOffset>(4), reader.GetString(5), reader.GetString(6), reader.GetString(7), reader.GetText(8), reader.GetText(9));

    private static NpgsqlBatchCommand KeepCommand(Bulletin bulletin) => new(KeepSql)
    {
        Parameters =
        {
            new() { Value = bulletin.Key }, new() { Value = bulletin.Quarter.ToString() }, new() { Value = bulletin.Title },
            new() { Value = bulletin.TemplateName }, new() { Value = bulletin.TemplateVersion }, new() { Value = bulletin.CollectedAt },
            new() { Value = BulletinMoves.States.Write(bulletin.State) }, new() { Value = bulletin.EnteredBy }, new() { Value = bulletin.EnteredAt },
            new() { Value = bulletin.Version }, SqlText.Of(bulletin.NumberSign), new NpgsqlParameter<int?> { TypedValue = bulletin.NumberYear },
            new NpgsqlParameter<int?> { TypedValue = bulletin.NumberSerial }, new NpgsqlParameter<DateOnly?> { TypedValue = bulletin.IssuedOn },
            SqlText.Of(bulletin.IssuedBy), SqlText.Of(bulletin.Reason), SqlText.Of(bulletin.SupersededBy),
        },
    };

    private static NpgsqlBatchCommand KeepCommand(BulletinStep step) => new(KeepStepSql)
    {
        Parameters =
        {
            new() { Value = step.Key }, new() { Value = step.Version }, new() { Value = step.Command },
            new() { Value = BulletinMoves.States.Write(step.State) }, new() { Value = step.At }, new() { Value = step.Person },
            new() { Value = step.Organisation }, new() { Value = step.Client }, SqlText.Of(step.Words), SqlText.Of(step.Successor),
        },
    };
}
