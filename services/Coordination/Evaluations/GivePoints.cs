using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Evaluations;

/// <summary>A named person gives the points that no event says (领导评价), once for an item and a subject; again it is a correction.</summary>
internal static class GivePoints
{
    private const string KeepSql = """
        insert into evaluation_points (evaluation, subject, item, points, words, by, day, version) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (evaluation, item, subject) do update
        set points = excluded.points, words = excluded.words, by = excluded.by, day = excluded.day, version = excluded.version
        """;

    public static async Task Handle(
        EventLog log, Caller caller, string key, string subject, string item, decimal points, string words, string person, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(caller, cancellation);
        var stored = await MoveEvaluation.Published(transaction.Connection, key, cancellation);
        Refuse(stored, subject, item, points);
        var before = stored.Points.FirstOrDefault(p => p.Item == item && p.Subject == subject);
        if (before is not null && (before.Points, before.Words, before.By) == (points, words, person))
        {
            return;
        }

        var given = new GivenPoints
        {
            Evaluation = key, Subject = subject, Item = item, Points = points, Words = words, By = person, Day = transaction.StartedAt.CityDay(),
            Version = (before?.Version ?? 0) + 1,
        };
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = key }, new() { Value = subject }, new() { Value = item }, new() { Value = points }, new() { Value = words },
                new() { Value = person }, new() { Value = given.Day }, new() { Value = given.Version },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
        transaction.Append(given.Aggregate, given.Version, Told(given), before is null ? null : Told(before));
        await transaction.Commit(cancellation);
    }

    private static void Refuse(StoredEvaluation stored, string subject, string item, decimal points)
    {
        var items = stored.Evaluation.SheetThen.Read();
        if (!stored.Subjects.Contains(subject))
        {
            throw RequestForm.Refuse(Fault.Of("subject", EvaluationRefusals.UnknownSubject, Refusal.Repeat(subject)));
        }

        if (items.GetValueOrDefault(item) is not { Criterion: ScoreItem.Manual } manual)
        {
            throw RequestForm.Refuse(Fault.Of("item", EvaluationRefusals.NotManual, Refusal.Repeat(item))
                .Allowing([.. items.Where(i => i.Value.Criterion == ScoreItem.Manual).Select(i => i.Key)]));
        }

        var (least, most) = manual.Points < 0 ? (manual.Points, 0m) : (0m, manual.Points);
        if (points < least || points > most)
        {
            throw RequestForm.Refuse(Fault.Of("points", EvaluationRefusals.PointsOutside, item, $"{least} … {most}", points).Allowing([$"{least} … {most}"]));
        }
    }

    private static PointsGiven Told(GivenPoints given) => new(given.Evaluation, given.Subject, given.Item, given.Points, given.Words, given.By);
}
