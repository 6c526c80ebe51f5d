using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Cluster.Coordination.Evaluations;

/// <summary>
/// Publish (公示): what was computed until then is stored line by line, and units may object. Freeze (确定): once every objection has its answer, points and ranks
/// are written and change no more.
/// </summary>
internal static class MoveEvaluation
{
    private const string LockSql = "lock table evaluations in share row exclusive mode";

    private const string InsertSql = """
        insert into evaluations (key, sheet, title, title_en, kind, start_points, items, year, state, as_of, version, entered_by, entered_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'published', $9, 1, $10, $11)
        """;

    private const string InsertSubjectsSql = "insert into evaluation_subjects (evaluation, subject) select $1, unnest($2)";

    private const string InsertLinesSql = """
        insert into evaluation_lines (evaluation, id, subject, item, points, aggregate, event_version, day) select $1, * from unnest($2, $3, $4, $5, $6, $7, $8)
        """;

    private const string FreezeSql = "update evaluations set state = 'frozen', version = 2, entered_by = $2, entered_at = $3 where key = $1";

    private const string RankSql = """
        update evaluation_subjects s set points = x.points, rank = x.rank from unnest($2, $3, $4) as x (subject, points, rank)
        where s.evaluation = $1 and s.subject = x.subject
        """;

    public static async Task Publish(EventLog log, Caller caller, string sheetKey, int year, string person, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        await using (var hold = new NpgsqlCommand(LockSql, transaction.Connection))
        {
            await hold.ExecuteNonQueryAsync(cancellation);
        }

        var key = Evaluation.KeyOf(sheetKey, year);
        if (await StoredEvaluations.Read(transaction.Connection, key, hold: true, cancellation) is { } before)
        {
            throw new RefusedException(StandsAlready(before.Evaluation));
        }

        if (await StoredEvaluations.Sheet(transaction.Connection, sheetKey, cancellation) is not { } sheet)
        {
            throw new RefusedException(Problem.Of(Refusals.NotFound));
        }

        var asOf = LastDay(year, transaction.StartedAt.CityDay());
        var subjects = await Scores.Subjects(transaction.Connection, sheet.Kind, year, asOf, cancellation);
        var lines = await Scores.Lines(transaction.Connection, sheet, subjects, year, asOf, cancellation);
        await Store(transaction, key, sheet, year, asOf, person, [.. subjects.Keys], lines, cancellation);
        var totals = Scores.Totals(sheet, subjects.Keys, lines);
        transaction.Append($"coordination/evaluations/{key}", 1, Told(key, sheet.Key, year, EvaluationState.Published, asOf, person, totals));
        foreach (var unit in sheet.Kind == SheetKind.Units ? totals : [])
        {
            transaction.Append(
                $"coordination/evaluation-scores/{key}.{unit.Subject}", 1, new EvaluationScored(key, unit.Subject, unit.Points, asOf), concerns: [unit.Subject]);
        }

        await transaction.Commit(cancellation);
    }

    public static async Task Freeze(EventLog log, Caller caller, string sheetKey, int year, string person, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        var key = Evaluation.KeyOf(sheetKey, year);
        var stored = await Published(transaction.Connection, key, cancellation);
        if (stored.Objections.Where(o => o.State == ObjectionState.Open).Select(o => o.Number).ToArray() is { Length: > 0 } open)
        {
            throw new RefusedException(Problem.Of(EvaluationRefusals.OpenObjections, key).With("allowed", open));
        }

        var totals = stored.Totals();
        await using var batch = new NpgsqlBatch(transaction.Connection)
        {
            BatchCommands =
            {
                new(FreezeSql) { Parameters = { new() { Value = key }, new() { Value = person }, new() { Value = InstantField.Kept(transaction.StartedAt) } } },
                new(RankSql)
                {
                    Parameters =
                    {
                        new() { Value = key }, new() { Value = totals.ConvertAll(t => t.Subject).ToArray() },
                        new() { Value = totals.ConvertAll(t => t.Points).ToArray() }, new() { Value = totals.ConvertAll(t => t.Rank).ToArray() },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
        transaction.Append(
            $"coordination/evaluations/{key}", 2, Told(key, sheetKey, year, EvaluationState.Frozen, stored.Evaluation.AsOf, person, totals),
            concerns: stored.Evaluation.Kind == SheetKind.Units ? stored.Subjects : []);
        await transaction.Commit(cancellation);
    }

    /// <summary>Held, as long as it is neither to come nor over.</summary>
    public static async Task<StoredEvaluation> Published(NpgsqlConnection connection, string key, CancellationToken cancellation)
    {
        var stored = await StoredEvaluations.Read(connection, key, hold: true, cancellation)
            ?? throw new RefusedException(Problem.Of(EvaluationRefusals.NotPublished, key));
        return stored.Evaluation.State == EvaluationState.Published ? stored : throw new RefusedException(StandsAlready(stored.Evaluation));
    }

    /// <summary>A year that goes on is looked at as of today.</summary>
    public static DateOnly LastDay(int year, DateOnly today)
    {
        if (year > today.Year)
        {
            throw new RefusedException(Problem.Of(EvaluationRefusals.YearNotBegun, year));
        }

        return year == today.Year ? today : new DateOnly(year, 12, 31).AddMonths(3); // what the year owed comes in after it
    }

    private static ProblemDetails StandsAlready(Evaluation evaluation) => Problem.Of(
        evaluation.State == EvaluationState.Frozen ? EvaluationRefusals.FrozenBefore : EvaluationRefusals.PublishedBefore, evaluation.Key, evaluation.EnteredBy,
        $"{evaluation.EnteredAt.AtEdge():yyyy-MM-dd HH:mm:ss}");

    private static async Task Store(
        LogTransaction transaction, string key, ScoreSheet sheet, int year, DateOnly asOf, string person, string[] subjects, List<ScoreLine> lines,
        CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection)
        {
            BatchCommands =
            {
                new(InsertSql)
                {
                    Parameters =
                    {
                        new() { Value = key }, new() { Value = sheet.Key }, new() { Value = sheet.Title }, new() { Value = sheet.TitleEn },
                        new() { Value = ScoreSheet.Kinds.Write(sheet.Kind) }, new() { Value = sheet.StartPoints }, new() { Value = sheet.Items },
                        new() { Value = year }, new() { Value = asOf }, new() { Value = person }, new() { Value = InstantField.Kept(transaction.StartedAt) },
                    },
                },
                new(InsertSubjectsSql) { Parameters = { new() { Value = key }, new() { Value = subjects } } },
                new(InsertLinesSql)
                {
                    Parameters =
                    {
                        new() { Value = key }, new() { Value = lines.ConvertAll(l => l.Id).ToArray() }, new() { Value = lines.ConvertAll(l => l.Subject).ToArray() },
                        new() { Value = lines.ConvertAll(l => l.Item).ToArray() }, new() { Value = lines.ConvertAll(l => l.Points).ToArray() },
                        new() { Value = lines.ConvertAll(l => l.Aggregate).ToArray() }, new() { Value = lines.ConvertAll(l => l.Version).ToArray() },
                        new() { Value = lines.ConvertAll(l => l.Day).ToArray() },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static EvaluationMoved Told(string key, string sheet, int year, EvaluationState state, DateOnly asOf, string person, List<ScoreTotal> totals) => new(
        key, sheet, year, Evaluation.States.Write(state), asOf, person, totals.ConvertAll(t => new EvaluationResult(t.Subject, t.Points, t.Rank)));
}
