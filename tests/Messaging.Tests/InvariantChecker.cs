using System.Security.Cryptography;
using System.Text;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Messaging.Tests;

/// <summary>
/// Ends every fault: compares what the clients were answered, what the log accepted, what the views show, and what the views show when they
/// are built again from the log. I1 no loss, I2 no double effect, I3 no resurrection, I4 replay equals live.
/// </summary>
public sealed class InvariantChecker(City city, params PushDriver[] drivers)
{
    /// <summary>I8: all views are current within a minute of the last fault's end.</summary>
    private static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(60);

    private const string GapsSql = """
        select aggregate from log_events group by aggregate having min(version) <> 1 or max(version) <> count(*)
        """;

    private const string LogSql = """
        select key, progress_percent, version from progress_reports
        """;

    private const string LastEventsSql = """
        select distinct on (aggregate) split_part(aggregate, '/', 3), (body ->> 'progressPercent')::numeric
        from log_events where kind like '%.ProgressReported' order by aggregate, version desc
        """;

    private const string ViewSql = "select task || '|' || organisation || '|' || period, progress_percent from latest_reports";

    private const string DumpSql = """
        select coalesce(string_agg(line, E'\n' order by line), '') from (
            select 'report ' || r::text as line from latest_reports r
            union all select 'standing ' || s::text from task_standings s
            union all select 'indicator ' || v::text from indicator_values v) lines
        """;

    public async Task Check()
    {
        await using var database = NpgsqlDataSource.Create(city.Coordination.Database);
        var accepted = drivers.SelectMany(d => d.Accepted).ToDictionary();
        await CheckLog(database, accepted);
        await CheckView(database, accepted);
        (await Scalar<long>(database, "select count(*) from dead_letters")).ShouldBe(0);
        await CheckRebuild(database);
    }

    /// <summary>I1 and I2: every accepted figure is stored and logged, with exactly as many versions as answers said "changed".</summary>
    private static async Task CheckLog(NpgsqlDataSource database, Dictionary<string, (decimal Progress, int Changes)> accepted)
    {
        (await Pairs<string, string>(database, $"select aggregate, aggregate from ({GapsSql}) g")).ShouldBeEmpty("versions are gapless");
        var stored = new Dictionary<string, (decimal Progress, int Changes)>();
        await using var command = database.CreateCommand(LogSql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            stored.Add(reader.GetString(0), (reader.GetDecimal(1), (int)reader.GetInt64(2)));
        }

        stored.ShouldBe(accepted, ignoreOrder: true);
        (await Pairs<string, decimal>(database, LastEventsSql)).ShouldBe(
            accepted.ToDictionary(a => a.Key, a => a.Value.Progress), ignoreOrder: true);
    }

    /// <summary>I1 and I3: the view comes to show the newest quarter of each task and department, computed here a second way.</summary>
    private static async Task CheckView(NpgsqlDataSource database, Dictionary<string, (decimal Progress, int Changes)> accepted)
    {
        var expected = accepted.Select(a => (Parts: a.Key.Split('.'), a.Value.Progress))
            .GroupBy(a => (Task: a.Parts[0], Organisation: a.Parts[2]))
            .Select(g => g.MaxBy(a => a.Parts[1]))
            .ToDictionary(a => $"{a.Parts[0]}|{a.Parts[2]}|{a.Parts[1]}", a => a.Progress);
        await Eventually.Fits(
            () => Pairs<string, decimal>(database, ViewSql),
            view => view.Count == expected.Count && view.All(v => expected.TryGetValue(v.Key, out var figure) && figure == v.Value),
            QuietWithin);
    }

    /// <summary>I4: dropped and rebuilt from the event log, the views come out equal to the letter.</summary>
    private async Task CheckRebuild(NpgsqlDataSource database)
    {
        var live = Hash(await Scalar<string>(database, DumpSql));
        using var http = city.Operator;
        using var answer = await http.PostAsync("/api/coordination/read-models/rebuild", content: null);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted);
        await Eventually.Fits(async () => Hash(await Scalar<string>(database, DumpSql)), rebuilt => rebuilt == live, QuietWithin);
    }

    private static string Hash(string dump) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(dump)));

    private static async Task<T> Scalar<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<Dictionary<TKey, TValue>> Pairs<TKey, TValue>(NpgsqlDataSource database, string sql)
        where TKey : notnull
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var pairs = new Dictionary<TKey, TValue>();
        while (await reader.ReadAsync())
        {
            pairs.Add(reader.GetFieldValue<TKey>(0), reader.GetFieldValue<TValue>(1));
        }

        return pairs;
    }
}
