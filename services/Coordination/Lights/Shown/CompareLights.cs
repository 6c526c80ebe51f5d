using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Lights.Adoption;
using Cluster.Coordination.Lights.Facts;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>What was shown of a project or task on a day, held against what is computed of that day now.</summary>
/// <param name="Preset">The rules that held on that day; both are made by them.</param>
public sealed record LightComparison(
    string Kind, string Key, string Name, DateOnly AsOf, string Preset, int Version, bool IsSame, IReadOnlyList<ComparedLight> Lights);

/// <param name="Shown">As it was shown when the day ended; null where none was.</param>
/// <param name="Recomputed">With all that is known today, as if it had been said in time; null where none would have been.</param>
/// <param name="Difference">
/// none; not-shown: nothing was shown then; judged-late: this service did not run on that day and caught it up; heard-late: what was said by that day,
/// or of it, reached this service after it; said-late: it was said only later, or corrected since.
/// </param>
public sealed record ComparedLight(string Dimension, LightShown? Shown, LightShown? Recomputed, string Difference, string Zh, string En);

internal static class CompareLights
{
    /// <summary>
    /// What had come to be shown when the day ended. Where no replica ran, the light before was still shown on a day whose own was caught up later.
    /// </summary>
    private const string ShownSql = """
        select distinct on (l.dimension) l.dimension, l.body::text,
            l.valid_until is null or l.valid_until > $3 or exists (
                select from lights n
                where n.kind = l.kind and n.subject = l.subject and n.dimension = l.dimension and n.valid_from = l.valid_until and n.recorded_at >= $4)
        from lights l
        where l.kind = $1 and l.subject = $2 and l.valid_from <= $3 and l.recorded_at < $4
        order by l.dimension, l.valid_from desc
        """;

    private const string HeldSql = """
        select l.dimension, l.body::text, true from lights l
        where l.kind = $1 and l.subject = $2 and l.valid_from <= $3 and (l.valid_until is null or l.valid_until > $3) and l.recorded_at >= $4
        """;

    private static readonly Dictionary<string, BilingualText> Words = new()
    {
        ["none"] = new("与当日所示一致", "as it was shown on that day"),
        ["not-shown"] = new("当日尚无此灯", "no such light was shown on that day"),
        ["judged-late"] = new("系统当日未运行,此后补算", "the system did not run on that day and caught it up later"),
        ["heard-late"] = new("当日之前的数据在此后才收到", "what was said by that day, or of it, was heard only later"),
        ["said-late"] = new("数据在该日之后才报送或更正", "what it hangs on was said only later, or corrected since"),
    };

    public static void MapCompareLights(this RouteGroupBuilder lights) =>
        lights.MapGet("{kind}/{key}/comparison", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, IConfiguration configuration, string kind, string key, DateOnly? asOf,
            CancellationToken cancellation) =>
        {
            var options = configuration.GetSection("Portfolio").Get<PortfolioOptions>() ?? new PortfolioOptions();
            return await Compare(
                database, kind, ResourceEndpoints.KeyIn(key), context.User.SeesOnly(), AsOf.Day(asOf, time), options, cancellation) is { } compared
                ? Results.Ok(compared)
                : Problem.Of(Refusals.NotFound).AsResult();
        }).WithSummary("当日所示与今日重算的比较 What was shown then, against what is computed of it now").Produces<LightComparison>();

    internal static async Task<LightComparison?> Compare(
        NpgsqlDataSource database, string kind, string key, string? onlyOf, DateOnly day, PortfolioOptions options, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var stored = await StoredFacts.Read(connection, [(kind, key)], cancellation);
        if (stored.Subject(kind, key) is not { } subject || (onlyOf is not null && !subject.Members.Contains(onlyOf)))
        {
            return null;
        }

        var preset = (await AdoptedPresets.Read(connection, cancellation)).On(kind, day);
        var shown = await Shown(ShownSql, connection, kind, key, day, cancellation);
        var caughtUp = await Shown(HeldSql, connection, kind, key, day, cancellation);
        var facts = stored.Of(subject);
        var said = On(facts);
        var known = On(Hindsight.Of(facts, preset.ReportDueDay));
        var compared = ShownText.InOrder(shown.Keys.Union(known.Keys))
            .Select(d => Compare(d, shown.GetValueOrDefault(d), said.GetValueOrDefault(d), known.GetValueOrDefault(d), caughtUp.GetValueOrDefault(d), shown.Count > 0))
            .ToList();
        return new LightComparison(
            kind, key, subject.Name, day, preset.Id, preset.Version, compared.TrueForAll(c => c.Difference == "none"), compared);

        IReadOnlyDictionary<string, LightShown> On(LightFacts given) =>
            ShownText.Of(new LightCourse(given, preset, options.Schedule).On(day), preset);
    }

    /// <param name="said">With what is known today of what was said by that day.</param>
    /// <param name="caughtUp">What was computed of that day after it.</param>
    private static ComparedLight Compare(
        string dimension, LightShown? shown, LightShown? said, LightShown? known, LightShown? caughtUp, bool anythingShown)
    {
        var difference = ShownText.IsSame(shown, known, dimension) ? "none"
            : !anythingShown ? "not-shown"
            : caughtUp is not null && ShownText.IsSame(caughtUp, known, dimension) ? "judged-late"
            : ShownText.IsSame(shown, said, dimension) ? "said-late" : "heard-late";
        return new ComparedLight(dimension, shown, known, difference, Words[difference].Zh, Words[difference].En);
    }

    private static async Task<Dictionary<string, LightShown>> Shown(
        string sql, NpgsqlConnection connection, string kind, string key, DateOnly day, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new() { Value = kind }, new() { Value = key }, new() { Value = day }, new() { Value = day.EndsAt().ToUniversalTime() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var shown = new Dictionary<string, LightShown>();
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetBoolean(2))
            {
                shown[reader.GetString(0)] = EventJson.Read<LightShown>(reader.GetString(1));
            }
        }

        return shown;
    }
}
