using Cluster.Coordination.ReadModels;
using Npgsql;

namespace Cluster.Coordination.Evaluations;

/// <summary>What was published, and what came to it since.</summary>
internal sealed record StoredEvaluation(
    Evaluation Evaluation, IReadOnlyList<string> Subjects, IReadOnlyList<PublishedLine> Lines, IReadOnlyList<GivenPoints> Points,
    IReadOnlyList<Objection> Objections)
{
    /// <summary>An upheld objection takes its line away; points of persons stand beside those of events.</summary>
    public List<ScoreTotal> Totals()
    {
        var sheet = Evaluation.SheetThen;
        var items = sheet.Read();
        var gone = Objections.Where(o => o.State == ObjectionState.Upheld).Select(o => (o.Unit, o.Line)).ToHashSet();
        return Scores.Totals(sheet, Subjects,
        [
            .. from line in Lines
               where !gone.Contains((line.Subject, line.Id))
               let item = items[line.Item]
               select new ScoreLine(line.Id, line.Subject, line.Item, item.Zh, item.En, line.Points, line.Aggregate, line.EventVersion, line.Day),
            .. from points in Points
               let item = items[points.Item]
               select new ScoreLine(
                   $"{points.Item}/{points.Aggregate}@{points.Version}/{points.Day:yyyy-MM-dd}", points.Subject, points.Item, item.Zh, item.En, points.Points, points.Aggregate,
                   points.Version, points.Day),
        ]);
    }
}

internal static class StoredEvaluations
{
    private const string FindSql = """
        select key, sheet, title, title_en, kind, start_points, items, year, state, as_of, version, entered_by, entered_at from evaluations where key = $1
        """;

    private const string SubjectsSql = "select subject from evaluation_subjects where evaluation = $1 order by subject";

    private const string LinesSql = """
        select id, subject, item, points, aggregate, event_version, day from evaluation_lines where evaluation = $1 order by subject, day, id
        """;

    private const string PointsSql = "select subject, item, points, words, by, day, version from evaluation_points where evaluation = $1 order by subject, item";

    private const string ObjectionsSql = """
        select number, unit, line, reason, raised_by, state, answer, answered_by, version from evaluation_objections where evaluation = $1 order by number
        """;

    private const string SheetSql = "select key, owner, title, title_en, kind, start_points, items from score_sheets where key = $1";

    /// <param name="hold">Whether nobody else may change it until the transaction ends.</param>
    public static async Task<StoredEvaluation?> Read(NpgsqlConnection connection, string key, bool hold, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in new[] { FindSql + (hold ? " for update" : ""), SubjectsSql, LinesSql, PointsSql, ObjectionsSql })
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = key } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return null;
        }

        var evaluation = EvaluationIn(reader);
        await reader.NextResultAsync(cancellation);
        var subjects = await reader.ReadResult(row => row.GetString(0), cancellation);
        var lines = await reader.ReadResult(row => new PublishedLine
        {
            Evaluation = key, Id = row.GetString(0), Subject = row.GetString(1), Item = row.GetString(2), Points = row.GetDecimal(3),
            Aggregate = row.GetString(4), EventVersion = row.GetInt64(5), Day = row.GetFieldValue<DateOnly>(6),
        }, cancellation);
        var points = await reader.ReadResult(row => new GivenPoints
        {
            Evaluation = key, Subject = row.GetString(0), Item = row.GetString(1), Points = row.GetDecimal(2), Words = row.GetString(3),
            By = row.GetString(4), Day = row.GetFieldValue<DateOnly>(5), Version = row.GetInt64(6),
        }, cancellation);
        var objections = await reader.ReadResult(row => new Objection
        {
            Evaluation = key, Number = row.GetInt32(0), Unit = row.GetString(1), Line = row.GetString(2), Reason = row.GetString(3),
            RaisedBy = row.GetString(4), State = Objection.States.Parse(row.GetString(5)), Answer = row.GetText(6), AnsweredBy = row.GetText(7),
            Version = row.GetInt64(8),
        }, cancellation);
        return new StoredEvaluation(evaluation, subjects, lines, points, objections);
    }

    public static async Task<ScoreSheet?> Sheet(NpgsqlConnection connection, string key, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SheetSql, connection) { Parameters = { new() { Value = key } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new ScoreSheet
            {
                Key = reader.GetString(0), Owner = reader.GetString(1), Title = reader.GetString(2), TitleEn = reader.GetString(3),
                Kind = ScoreSheet.Kinds.Parse(reader.GetString(4)), StartPoints = reader.GetDecimal(5), Items = reader.GetString(6),
            }
            : null;
    }

    private static Evaluation EvaluationIn(NpgsqlDataReader reader) => new()
    {
        Key = reader.GetString(0),
        Sheet = reader.GetString(1),
        Title = reader.GetString(2),
        TitleEn = reader.GetString(3),
        Kind = ScoreSheet.Kinds.Parse(reader.GetString(4)),
        StartPoints = reader.GetDecimal(5),
        Items = reader.GetString(6),
        Year = reader.GetInt32(7),
        State = Evaluation.States.Parse(reader.GetString(8)),
        AsOf = reader.GetFieldValue<DateOnly>(9),
        Version = reader.GetInt64(10),
        EnteredBy = reader.GetString(11),
        EnteredAt = reader.GetFieldValue<DateTimeOffset>(12),
    };
}
