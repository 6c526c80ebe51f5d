using Cluster.Coordination.Calendar;
using Cluster.Coordination.Lights.Adoption;
using Cluster.Coordination.Lights.Facts;
using Cluster.Coordination.Supervision;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.ServiceDefaults;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>
/// The turn of the lights: what is due is judged, whether it is due because something was told of it or because a day has come. Every replica takes
/// what no other holds, a batch at a time; days on which none ran are gone through one by one.
/// </summary>
internal sealed partial class TurnLights(EventLog log, TimeProvider time, IConfiguration configuration, ILogger<TurnLights> logger)
{
    private const int AtOnce = 400;

    /// <summary>While one batch is computed, another is read or written.</summary>
    private const int BatchesAtOnce = 2;

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromHours(1);

    /// <summary>What is being sent again after a rebuild waits until all of it is here: a project of one service, and the tasks, which hear all of them.</summary>
    private const string TakeSql = """
        select kind, subject, due_at, judged_on, version from light_clocks c
        where due_at <= $1
          and not exists (select from light_rebuilds r where c.kind = 'task' or c.subject like r.service || '/%')
        order by due_at
        limit $2
        for update skip locked
        """;

    private const string AheadSql = """
        update light_clocks c set due_at = x.due_at, judged_on = coalesce(x.judged_on, c.judged_on), version = x.version
        from unnest($1, $2, $3, $4, $5) as x (kind, subject, due_at, judged_on, version)
        where c.kind = x.kind and c.subject = x.subject
        """;

    private readonly PortfolioOptions _options = configuration.GetSection("Portfolio").Get<PortfolioOptions>() ?? new PortfolioOptions();

    /// <returns>How many subjects were due.</returns>
    public async Task<int> Turn(CancellationToken cancellation) =>
        (await Task.WhenAll(Enumerable.Range(0, BatchesAtOnce).Select(_ => Task.Run(() => TurnUntilNoneIsDue(cancellation), cancellation)))).Sum();

    private async Task<int> TurnUntilNoneIsDue(CancellationToken cancellation)
    {
        var judged = 0;
        while (await TurnBatch(cancellation) is > 0 and var some)
        {
            judged += some;
        }

        return judged;
    }

    private async Task<int> TurnBatch(CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(Caller.System("coordination", trace: null), cancellation);
        var due = await Take(transaction.Connection, time.GetUtcNow(), cancellation);
        if (due.Count == 0)
        {
            return 0;
        }

        var subjects = due.ConvertAll(d => (d.Kind, d.Subject));
        var facts = await StoredFacts.Read(transaction.Connection, subjects, cancellation);
        var shown = await StoredLights.Last(transaction.Connection, due, cancellation);
        var presets = await AdoptedPresets.Read(transaction.Connection, cancellation);
        var ahead = new List<ClockRow>(due.Count);
        var courses = new List<SubjectCourse>(due.Count);
        var turnedRed = new List<RedLight>();
        foreach (var clock in due)
        {
            var course = new SubjectCourse(clock.Kind, clock.Subject, clock.Version, shown[(clock.Kind, clock.Subject)]);
            var wasRed = course.IsRed;
            ahead.Add(Judge(clock, course, facts, presets, transaction));
            courses.Add(course);
            if (course.IsRed && !wasRed)
            {
                turnedRed.Add(new RedLight(facts.Subject(clock.Kind, clock.Subject)!, course.Now(ShownText.Overall)!));
            }
        }

        await StoredLights.Keep(transaction.Connection, courses, cancellation);
        await ProposeForLights.Handle(turnedRed, transaction, cancellation);
        await Ahead(transaction.Connection, ahead, cancellation);
        await transaction.Commit(cancellation);
        return due.Count;
    }

    private ClockRow Judge(ClockRow clock, SubjectCourse course, StoredFacts stored, AdoptedPresets presets, LogTransaction transaction)
    {
        var today = transaction.StartedAt.CityDay();
        try
        {
            var subject = stored.Subject(clock.Kind, clock.Subject);
            var (changes, next) = JudgedDays.Run(
                course, subject is null ? null : stored.Of(subject), presets, _options.Schedule, FirstDay(clock, today), today, transaction.StartedAt);
            foreach (var (number, change) in changes.Index())
            {
                transaction.Append($"coordination/lights/{clock.Kind}/{clock.Subject}", clock.Version + number + 1, change);
            }

            return new ClockRow { Kind = clock.Kind, Subject = clock.Subject, DueAt = next?.StartsAt(), JudgedOn = today, Version = course.Version };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One subject that cannot be judged holds up none of the others; it keeps the lights that are shown.
            course.Forget();
            NotJudged(logger, failure, clock.Kind, clock.Subject);
            return new ClockRow
            {
                Kind = clock.Kind, Subject = clock.Subject, DueAt = transaction.StartedAt + LookAgainAfter, JudgedOn = null, Version = clock.Version,
            };
        }
    }

    /// <summary>A subject's first lights are those of the day on which it is first seen: nothing was shown before.</summary>
    private static DateOnly FirstDay(ClockRow clock, DateOnly today)
    {
        var due = clock.DueAt!.Value.CityDay();
        return clock.JudgedOn is not { } judged || due > today ? today : due < judged ? judged : due;
    }

    private static async Task<List<ClockRow>> Take(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(TakeSql, connection) { Parameters = { new() { Value = now }, new() { Value = AtOnce } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var due = new List<ClockRow>();
        while (await reader.ReadAsync(cancellation))
        {
            due.Add(new ClockRow
            {
                Kind = reader.GetString(0),
                Subject = reader.GetString(1),
                DueAt = reader.GetFieldValue<DateTimeOffset>(2),
                JudgedOn = reader.GetFieldValue<DateOnly?>(3),
                Version = reader.GetInt64(4),
            });
        }

        return due;
    }

    private static async Task Ahead(NpgsqlConnection connection, List<ClockRow> clocks, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AheadSql, connection)
        {
            Parameters =
            {
                new() { Value = clocks.ConvertAll(c => c.Kind).ToArray() },
                new() { Value = clocks.ConvertAll(c => c.Subject).ToArray() },
                new() { Value = clocks.ConvertAll(c => c.DueAt?.ToUniversalTime()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
                new() { Value = clocks.ConvertAll(c => c.JudgedOn).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date },
                new() { Value = clocks.ConvertAll(c => c.Version).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Error, Message = "The lights of {Kind} {Subject} could not be judged and are tried again later")]
    private static partial void NotJudged(ILogger logger, Exception failure, string kind, string subject);
}
