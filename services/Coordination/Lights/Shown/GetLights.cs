using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.ReadModels;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>A light as it was shown on the day that was asked for.</summary>
/// <param name="Kind">project or task.</param>
/// <param name="Key">Of the project in the city's pool, or of the task.</param>
/// <param name="Dimension">overall, or the dimension.</param>
/// <param name="From">The day from which on it is shown as it is, numbers included.</param>
/// <param name="Until">The first day on which it was another one; null while it is shown.</param>
/// <param name="RecordedAt">When it came to be shown.</param>
public sealed record LightView(
    string Kind, string Key, string Name, IReadOnlyList<string> Departments, IReadOnlyList<string> Districts, IReadOnlyList<string> Tasks,
    string Dimension, DateOnly From, DateOnly? Until, DateTimeOffset RecordedAt, LightShown Shown)
{
    public const string Columns =
        "l.kind, l.subject, s.name, s.departments, s.districts, s.tasks, l.dimension, l.valid_from, l.valid_until, l.recorded_at, l.body::text";

    internal static LightView Read(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<string[]>(3), reader.GetFieldValue<string[]>(4),
        reader.GetFieldValue<string[]>(5), reader.GetString(6), reader.GetFieldValue<DateOnly>(7), reader.GetFieldValue<DateOnly?>(8),
        reader.GetFieldValue<DateTimeOffset>(9), EventJson.Read<LightShown>(reader.GetString(10)));
}

/// <summary>The lights of a day (亮灯一览), page by page. A department finds those of its own projects, and of the tasks it has a part in.</summary>
internal static class GetLights
{
    private const int PageSizeDefault = 100;

    internal static readonly string[] Tables = ["lights", "light_subjects", "tasks"];

    private static readonly string[] Dimensions = [ShownText.Overall, .. LightCodes.Dimensions.All];

    private static readonly string[] States = [.. LightCodes.Lights.All, .. LightCodes.States.All.Except([LightCodes.States.Write(LightState.Judged)])];

    public static void MapGetLights(this RouteGroupBuilder lights) =>
        lights.MapGet("", async (HttpContext context, SharedAnswers answers, TimeProvider time, [AsParameters] LightsAsked asked, CancellationToken cancellation) =>
        {
            Demand(asked);
            var (onlyOf, day) = (context.User.SeesOnly(), AsOf.Day(asked.AsOf, time));
            var after = asked.After is { Length: > 0 } cursor ? Read(cursor) : ((string, string)?)null;
            return await answers.Of(
                Tables, $"lights {day:yyyy-MM-dd} {JsonSerializer.Serialize(asked)}", onlyOf,
                (connection, stop) => Read(connection, asked, after, onlyOf, day, time, stop), cancellation);
        }).WithSummary("亮灯一览：筛选、分页，可查任一天 The lights of a day, filtered, page by page");

    private static async Task<Page<LightView>> Read(
        NpgsqlConnection connection, LightsAsked asked, (string Kind, string Subject)? after, string? onlyOf, DateOnly day, TimeProvider time,
        CancellationToken cancellation)
    {
        var size = Math.Clamp(asked.PageSize ?? PageSizeDefault, 1, ResourceEndpoints.PageSizeMax);
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            select {LightView.Columns} from lights l join light_subjects s on s.kind = l.kind and s.subject = l.subject
            where {Where(command, asked, after, onlyOf, day, time)}
            order by l.kind, l.subject limit {Parameter(command, size + 1)}
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var items = new List<LightView>();
        while (await reader.ReadAsync(cancellation))
        {
            items.Add(LightView.Read(reader));
        }

        var isMore = items.Count > size;
        return new Page<LightView>(isMore ? items[..size] : items, isMore ? Write(items[size - 1]) : null);
    }

    /// <summary>Only what is asked is written, so that an index answers it: of today's lights the partial one.</summary>
    private static string Where(
        NpgsqlCommand command, LightsAsked asked, (string Kind, string Subject)? after, string? onlyOf, DateOnly day, TimeProvider time)
    {
        var terms = new List<string> { $"l.dimension = {Parameter(command, asked.Dimension ?? ShownText.Overall)}", AsOf.Sql(command, day, time) };
        Add(asked.Light, "l.light = {0}");
        Add(asked.Kind, "l.kind = {0}");
        Add(asked.Department, "{0} = any(s.departments)");
        Add(asked.District, "{0} = any(s.districts)");
        Add(asked.Task, "{0} = any(s.tasks)");
        Add(asked.Theme, "exists (select from tasks t where t.theme = {0} and t.key = any(s.tasks))");
        Add(onlyOf, "{0} = any(s.members)");
        if (after is var (kind, subject))
        {
            terms.Add($"(l.kind, l.subject) > ({Parameter(command, kind)}, {Parameter(command, subject)})");
        }

        return string.Join(" and ", terms);

        void Add(string? value, string term)
        {
            if (value is not null)
            {
                terms.Add(string.Format(null, term, Parameter(command, SqlText.Asked(value))));
            }
        }
    }

    private static void Demand(LightsAsked asked)
    {
        Fault[] faults =
        [
            .. AsOf.Closed("light", "灯", "The light", asked.Light, States), .. AsOf.Closed("kind", "对象类别", "The kind", asked.Kind, SubjectKinds.Codes.All),
            .. AsOf.Closed("dimension", "维度", "The dimension", asked.Dimension, Dimensions),
        ];
        if (faults.Length > 0)
        {
            throw RequestForm.Refuse(faults);
        }
    }

    private static string Parameter(NpgsqlCommand command, object value)
    {
        command.Parameters.Add(new() { Value = value });
        return $"${command.Parameters.Count}";
    }

    private static string Write(LightView last) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new[] { last.Kind, last.Key }));

    private static (string Kind, string Subject) Read(string after)
    {
        try
        {
            if (Base64Url.IsValid(after) && JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(after)) is [{ } kind, { } subject])
            {
                return (kind, subject);
            }
        }
        catch (JsonException)
        {
            // Refused below, as any other text that is no cursor.
        }

        throw RequestForm.Refuse(Fault.Of("after", Ingestion.Lists.ListRefusals.BadCursor));
    }
}

/// <param name="Light">green, grey, yellow, red, not-started, suspended, done or nothing-owed.</param>
/// <param name="Kind">project or task.</param>
/// <param name="Dimension">overall unless it is said.</param>
/// <param name="AsOf">2025-09-30; today unless it is said.</param>
internal sealed record LightsAsked(
    string? Light, string? Kind, string? Dimension, string? Department, string? District, string? Theme, string? Task, DateOnly? AsOf, int? PageSize,
    string? After);
