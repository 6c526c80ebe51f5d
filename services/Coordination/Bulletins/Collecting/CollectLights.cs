using Cluster.Contracts;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Lights;
using Cluster.Coordination.Lights.Shown;
using Cluster.Coordination.ReadModels;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Bulletins.Collecting;

/// <summary>
/// The lights that were shown at a quarter's end: a record, which nothing that is told later changes. Where none was shown yet, those of the first day on which
/// there were any, and the bulletin says which day it is.
/// </summary>
internal static class CollectLights
{
    private const string DaySql = "select greatest($1, min(valid_from)) from lights";

    private const string OnDaySql = "l.valid_from <= $1 and (l.valid_until is null or l.valid_until > $1)";

    /// <summary>Sums and parts apart: the one is held against the other before the bulletin is issued.</summary>
    private const string DimensionsSql = $"""
        select l.dimension, null, l.light, grouping(l.light) = 1, count(*)
        from lights l join light_subjects s using (kind, subject)
        where {OnDaySql}
        group by grouping sets ((l.dimension), (l.dimension, l.light))
        """;

    private const string ThemesSql = $"""
        select th.key, th.title, l.light, grouping(l.light) = 1, count(*)
        from lights l
        join light_subjects s using (kind, subject)
        left join lateral (select distinct t.theme from tasks t where t.key = any(s.tasks)) t on true
        left join themes th on th.key = t.theme
        where l.dimension = '{ShownText.Overall}' and {OnDaySql}
        group by grouping sets ((th.ordinal, th.key, th.title), (th.ordinal, th.key, th.title, l.light))
        order by th.ordinal nulls last, th.key
        """;

    private const string RedSql = $"""
        select l.kind, l.subject, s.name, s.departments, l.body::text
        from lights l join light_subjects s using (kind, subject)
        where l.dimension = '{ShownText.Overall}' and l.light = 'red' and {OnDaySql}
        order by l.kind desc, l.subject
        """;

    private const string OverallName = "总灯";

    public static readonly (string Light, string Name)[] Names =
    [
        .. LightCodes.Lights.Words.Select(w => (w.Code, w.Zh)),
        .. LightCodes.States.Words.Where(w => w.Code != LightCodes.States.Write(LightState.Judged)).Select(w => (w.Code, w.Zh)),
    ];

    public static async Task<LightFigures> Read(Quarter quarter, DateTimeOffset now, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var today = now.CityDay();
        var day = await DayOf(quarter.LastDay < today ? quarter.LastDay : today, connection, cancellation);
        var found = (await Slices(DimensionsSql, day, connection, cancellation)).ToDictionary(d => d.Key!);
        var dimensions = ShownText.InOrder(found.Keys.Append(ShownText.Overall).Distinct()).Select(dimension =>
        {
            var name = dimension == ShownText.Overall ? OverallName : LightCodes.Dimensions.Words.First(w => w.Code == dimension).Zh;
            var (subjects, lights) = found.TryGetValue(dimension, out var slice) ? (slice.Subjects, slice.Lights) : (0, []);
            return new LightSlice(dimension, name, SourceOf(day, $"&dimension={dimension}"), subjects, CountsOf(lights));
        });
        var themes = (await Slices(ThemesSql, day, connection, cancellation)).Select(t => new LightSlice(
            t.Key, t.Title ?? CollectProjects.NotStated, SourceOf(day, t.Key is { } key ? $"&theme={Uri.EscapeDataString(key)}" : ""), t.Subjects, CountsOf(t.Lights)));
        return new LightFigures(
            SourceOf(day, ""), SourceOf(day, "&light=red"), day, [.. dimensions], [.. themes], await Red(day, connection, cancellation));
    }

    private static string SourceOf(DateOnly day, string filter) => $"/api/coordination/lights?asOf={day:yyyy-MM-dd}{filter}";

    private static IReadOnlyList<LightCountOf> CountsOf(Dictionary<string, int> lights) =>
        [.. Names.Select(n => new LightCountOf(n.Light, n.Name, lights.GetValueOrDefault(n.Light)))];

    private static async Task<DateOnly> DayOf(DateOnly last, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(DaySql, connection) { Parameters = { new() { Value = last } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetFieldValue<DateOnly>(0);
    }

    private static async Task<List<(string? Key, string? Title, int Subjects, Dictionary<string, int> Lights)>> Slices(
        string sql, DateOnly day, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = day } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<(string? Key, string? Title, string? Light, int Subjects)>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add((reader.GetText(0), reader.GetText(1), reader.GetBoolean(3) ? null : reader.GetString(2), (int)reader.GetInt64(4)));
        }

        return
        [
            .. from row in rows
               group row by (row.Key, row.Title) into slice
               select (slice.Key.Key, slice.Key.Title, slice.Single(r => r.Light is null).Subjects,
                   slice.Where(r => r.Light is not null).ToDictionary(r => r.Light!, r => r.Subjects)),
        ];
    }

    private static async Task<List<RedLight>> Red(DateOnly day, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RedSql, connection) { Parameters = { new() { Value = day } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var red = new List<RedLight>();
        while (await reader.ReadAsync(cancellation))
        {
            var shown = EventJson.Read<LightShown>(reader.GetString(4));
            red.Add(new RedLight(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<string[]>(3), shown.Worst ?? ShownText.Overall, shown.Zh, shown.En));
        }

        return red;
    }
}
