using Cluster.Coordination.ReadModels;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>How many subjects have which overall light on a day. Those outside the statistics are counted as what they are, apart.</summary>
/// <param name="By">department or district.</param>
/// <param name="All">Each subject once, however many departments or districts it has.</param>
public sealed record LightCounts(DateOnly AsOf, string By, LightCount All, IReadOnlyList<LightCount> Units);

/// <param name="Unit">A department's short name or a division code; null of those that have none, and of all.</param>
/// <param name="Judged">How many are in the statistics: green, yellow and red. A missing report is none of them.</param>
public sealed record LightCount(
    string? Unit, int Subjects, int Judged, int Green, int Yellow, int Red, int Grey, int NotStarted, int Suspended, int Done, int NothingOwed)
{
    internal static LightCount Of(string? unit, IReadOnlyDictionary<string, int> counts)
    {
        var (green, yellow, red) = (Count(Light.Green), Count(Light.Yellow), Count(Light.Red));
        return new LightCount(
            unit, counts.Values.Sum(), green + yellow + red, green, yellow, red, Count(Light.Grey), Outside(LightState.NotStarted),
            Outside(LightState.Suspended), Outside(LightState.Done), Outside(LightState.NothingOwed));

        int Count(Light light) => counts.GetValueOrDefault(LightCodes.Lights.Write(light));
        int Outside(LightState state) => counts.GetValueOrDefault(LightCodes.States.Write(state));
    }
}

internal static class CountLights
{
    internal static readonly string[] Tables = ["lights", "light_subjects"];

    private static readonly Dictionary<string, string> Units = new() { ["department"] = "s.departments", ["district"] = "s.districts" };

    public static void MapCountLights(this RouteGroupBuilder lights) =>
        lights.MapGet("counts", async (
            HttpContext context, SharedAnswers answers, TimeProvider time, string? by, string? kind, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var unit = by ?? "department";
            Fault[] faults =
            [
                .. AsOf.Closed("by", "分组", "The grouping", unit, Units.Keys), .. AsOf.Closed("kind", "对象类别", "The kind", kind, SubjectKinds.Codes.All),
            ];
            if (faults.Length > 0)
            {
                throw RequestForm.Refuse(faults);
            }

            var (onlyOf, day) = (context.User.SeesOnly(), AsOf.Day(asOf, time));
            return await answers.Of(
                Tables, $"light counts {day:yyyy-MM-dd} {unit} {kind}", onlyOf,
                (connection, stop) => Count(unit, kind, onlyOf, day, time, connection, stop), cancellation);
        }).WithSummary("各部门或旗县区的亮灯数，可查任一天 How many lights of each kind, by department or district");

    private static async Task<LightCounts> Count(
        string unit, string? kind, string? onlyOf, DateOnly day, TimeProvider time, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Sql(command, Units[unit], kind, onlyOf, day, time);
        var (all, units) = await Read(command, cancellation);
        return new LightCounts(
            day, unit, LightCount.Of(unit: null, all),
            [.. units.OrderBy(u => u.Key.Length == 0).ThenBy(u => u.Key, StringComparer.Ordinal)
                .Select(u => LightCount.Of(u.Key.Length == 0 ? null : u.Key, u.Value))]);
    }

    /// <summary>One pass over the lights of the day; the unit is null in the row of all.</summary>
    private static string Sql(NpgsqlCommand command, string units, string? kind, string? onlyOf, DateOnly? asOf, TimeProvider time)
    {
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = kind });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = onlyOf });
        return $"""
            with day as materialized (
                select l.light, {units} as units, count(*) as subjects
                from lights l join light_subjects s on s.kind = l.kind and s.subject = l.subject
                where l.dimension = '{ShownText.Overall}' and {AsOf.Sql(command, asOf, time)}
                  and ($1::text is null or l.kind = $1) and ($2::text is null or $2 = any(s.members))
                group by 1, 2)
            select null, light, sum(subjects)::int from day group by light
            union all
            select coalesce(u.unit, ''), light, sum(subjects)::int from day left join lateral unnest(units) as u (unit) on true group by 1, 2
            """;
    }

    private static async Task<(Dictionary<string, int> All, Dictionary<string, Dictionary<string, int>> Units)> Read(
        NpgsqlCommand command, CancellationToken cancellation)
    {
        var (all, units) = (new Dictionary<string, int>(), new Dictionary<string, Dictionary<string, int>>());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var counts = all;
            if (!await reader.IsDBNullAsync(0, cancellation) && !units.TryGetValue(reader.GetString(0), out counts))
            {
                units[reader.GetString(0)] = counts = [];
            }

            counts![reader.GetString(1)] = reader.GetInt32(2);
        }

        return (all, units);
    }
}
