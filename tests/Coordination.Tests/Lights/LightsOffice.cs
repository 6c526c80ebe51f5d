using Cluster.Coordination.Calendar;
using Cluster.Coordination.Lights.Shown;
using Cluster.Fixtures;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Cluster.Coordination.Tests.Lights;

/// <summary>The tables of lights on a real database with a clock that the test sets, and the handlers as the inbox calls them.</summary>
internal sealed class LightsOffice : IAsyncDisposable
{
    private readonly EventLog _log;

    private LightsOffice(NpgsqlDataSource database, DateOnly today)
    {
        Database = database;
        Time = new FakeTimeProvider(Noon(today));
        _log = new EventLog(database, Time, new RelaySignal(), new RelayBacklog(Options));
    }

    public NpgsqlDataSource Database { get; }

    public FakeTimeProvider Time { get; }

    public static MessagingOptions Options { get; } = new("coordination", 1_000_000, TimeSpan.FromMinutes(1), 365);

    public EventLog Log => _log;

    public DateOnly Today => Time.GetUtcNow().CityDay();

    /// <summary>With plans as the service has them: those of another kind would hide what its statements cost.</summary>
    public static async Task<LightsOffice> Open(DateOnly today)
    {
        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(await (await Servers.Shared).NewDatabase("coordination"))
        {
            Options = ServiceDefaults.Database.ByKeyPlans, MaxAutoPrepare = 60, AutoPrepareMinUsages = 2,
        });
        await using var db = new CoordinationDb(
            new DbContextOptionsBuilder<CoordinationDb>().UseNpgsql(database).UseSnakeCaseNamingConvention().Options);
        await db.Database.MigrateAsync();
        return new LightsOffice(database, today);
    }

    public static DateTimeOffset Noon(DateOnly day) => day.At(new TimeOnly(12, 0)).ToUniversalTime();

    /// <summary>A clock only goes on.</summary>
    public void GoTo(DateOnly day) => Time.SetUtcNow(Noon(day));

    /// <summary>As a packet brings it, versions in any order and as often as it comes.</summary>
    public async Task Hear<TEvent>(IHandle<TEvent> handler, params Told<TEvent>[] told)
    {
        await using var transaction = await _log.Begin(Caller.System("coordination", trace: null), TestContext.Current.CancellationToken);
        await handler.Handle(
            [.. told.Select(t => new Received<TEvent>("infrastructure", t.Aggregate, t.Version, Noon(t.On), "市交通运输局", t.Event))], transaction,
            TestContext.Current.CancellationToken);
        await transaction.Commit(TestContext.Current.CancellationToken);
    }

    /// <summary>This service's own event, as its log has it.</summary>
    public async Task Write<TEvent>(string aggregate, long version, TEvent body)
        where TEvent : class
    {
        await using var transaction = await _log.Begin(Caller.System("coordination", trace: null), TestContext.Current.CancellationToken);
        transaction.Append(aggregate, version, body);
        await transaction.Commit(TestContext.Current.CancellationToken);
    }

    public TurnLights NewReplica() => new(_log, Time, new ConfigurationBuilder().Build(), NullLogger<TurnLights>.Instance);

    /// <summary>Everything that is due is judged.</summary>
    public Task<int> Turn() => NewReplica().Turn(TestContext.Current.CancellationToken);

    public async Task<List<T>> Query<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] parameters)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public Task<int> Execute(string sql)
    {
        var command = Database.CreateCommand(sql);
        return command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The intervals of one light: from, until and what was shown.</summary>
    public Task<List<string>> Course(string subject, string dimension = "overall", string kind = "project") => Query(
        "select valid_from, valid_until, light from lights where kind = $1 and subject = $2 and dimension = $3 order by valid_from",
        r => $"{r.GetFieldValue<DateOnly>(0):yyyy-MM-dd}–{r.GetFieldValue<DateOnly?>(1):yyyy-MM-dd} {r.GetString(2)}", kind, subject, dimension);

    /// <summary>Everything that is shown or was, without when it was recorded.</summary>
    public async Task<string> AllLights(string like = "%") => string.Join('\n', await Query(
        "select concat_ws(' ', kind, subject, dimension, valid_from, valid_until, light, body) from lights where subject like $1 order by kind, subject, dimension, valid_from",
        r => r.GetString(0), like));

    public async Task<DateOnly?> NextChange(string subject, string kind = "project") => (await Query(
        "select due_at from light_clocks where kind = $1 and subject = $2", r => r.GetFieldValue<DateTimeOffset?>(0), kind, subject)).Single()?.CityDay();

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

/// <param name="On">The day on which it was said.</param>
internal sealed record Told<TEvent>(string Aggregate, long Version, DateOnly On, TEvent Event);
