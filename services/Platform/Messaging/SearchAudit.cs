using System.Globalization;
using System.Text.Json;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Messaging;

/// <summary>One event as the audit trail has it: who, for whom, by which credential, from where, what, before and after.</summary>
/// <param name="Write">The write that it was part of (<c>log_writes.id</c>), as the check of the seals names it.</param>
/// <param name="Trace">traceparent of the request.</param>
public sealed record AuditEvent(
    long Write, long Ordinal, DateTimeOffset At, string Organisation, string Client, string Role, string? Address, string? Trace, string Kind,
    string Aggregate, long Version, JsonElement? Before, JsonElement After);

/// <param name="Next">Give it back as <c>after</c> to read on, towards the past; null at the end.</param>
public sealed record AuditPage(IReadOnlyList<AuditEvent> Items, string? Next);

/// <summary>Operators and auditors look for events in the trail (审计查询), the newest first.</summary>
internal static class SearchAudit
{
    private const int PageSizeDefault = 100;
    private const int PageSizeMax = 500;
    private const string Json = "json";
    private const string Csv = "csv";

    /// <summary>What can be asked for, and how it is compared.</summary>
    private static readonly Dictionary<string, (string Sql, NpgsqlDbType Type)> Criteria = new()
    {
        ["organisation"] = ("organisation = {0}", NpgsqlDbType.Text),
        ["client"] = ("client = {0}", NpgsqlDbType.Text),
        ["role"] = ("role = {0}", NpgsqlDbType.Text),
        ["address"] = ("address = {0}", NpgsqlDbType.Text),
        ["trace"] = ("strpos(trace, {0}) > 0", NpgsqlDbType.Text),
        ["kind"] = ("kind = {0}", NpgsqlDbType.Text),
        ["aggregate"] = ("starts_with(aggregate, {0})", NpgsqlDbType.Text),
        ["write"] = ("write.id = {0}", NpgsqlDbType.Bigint),
        ["from"] = ("written_at >= {0}", NpgsqlDbType.TimestampTz),
        ["to"] = ("written_at < {0}", NpgsqlDbType.TimestampTz),
    };

    private static readonly string[] Parameters = [.. Criteria.Keys, "after", "pageSize", "format"];

    public static readonly Refusal UnknownCriterion = new("unknown-criterion", RefusalKind.Malformed,
        "审计查询没有参数“{0}”；可用的参数见 allowed，各出现一次。",
        "The audit trail cannot be asked by \"{0}\"; see the allowed parameters, each of them once.");

    public static readonly Refusal BadCriterion = new("bad-criterion", RefusalKind.Malformed,
        "参数“{0}”的值无法理解：时间写作 2026-03-01T08:00:00+08:00，写入号为整数。",
        "The value of \"{0}\" cannot be understood: a time is written 2026-03-01T08:00:00+08:00, a write is a whole number.");

    public static void MapSearch(this RouteGroupBuilder audit, Func<HttpContext, Caller> callerOf) =>
        audit.MapGet("events", async (HttpContext context, NpgsqlDataSource database, MessagingOptions options, TimeProvider time, CancellationToken cancellation) =>
        {
            var query = context.Request.Query;
            if (FormatOf(query) == Json)
            {
                return Results.Ok(await Read(database, query, cancellation));
            }

            await ExportAudit.Send(context, callerOf(context), database, options, time, CommandOf(database, query, ExportAudit.RowsMax + 1), cancellation);
            return Results.Empty;
        }).WithSummary("审计查询、导出 Search the audit trail, or take it as a file").Produces<AuditPage>();

    private static string FormatOf(IQueryCollection query) => query["format"].ToString() switch
    {
        "" or Json => Json,
        Csv => Csv,
        _ => throw new RefusedException(Problem.Of(BadCriterion, "format").With("field", "format").With("allowed", new[] { Json, Csv })),
    };

    private static async Task<AuditPage> Read(NpgsqlDataSource database, IQueryCollection query, CancellationToken cancellation)
    {
        var size = SizeOf(query["pageSize"]);
        await using var command = CommandOf(database, query, size + 1);
        return await ReadPage(command, size, cancellation);
    }

    private static NpgsqlCommand CommandOf(NpgsqlDataSource database, IQueryCollection query, int limit)
    {
        if (query.FirstOrDefault(given => !Parameters.Contains(given.Key) || given.Value.Count != 1) is { Key: { } unknown })
        {
            throw Refuse(UnknownCriterion, Refusal.Repeat(unknown));
        }

        var command = database.CreateCommand();
        List<string> conditions = [];
        foreach (var (name, (sql, type)) in Criteria.Where(criterion => query.ContainsKey(criterion.Key)))
        {
            command.Parameters.Add(new() { Value = ValueOf(name, query[name]!, type), NpgsqlDbType = type });
            conditions.Add(string.Format(null, sql, $"${command.Parameters.Count}"));
        }

        if (query["after"] is [{ } after])
        {
            var (write, ordinal) = PlaceIn(after);
            command.Parameters.Add(new() { Value = write });
            command.Parameters.Add(new() { Value = ordinal });
            conditions.Add($"(write.id, ordinal) < (${command.Parameters.Count - 1}, ${command.Parameters.Count})");
        }

        command.Parameters.Add(new() { Value = limit });
        command.CommandText = $"""
            select write.id, ordinal, written_at, organisation, client, role, address, trace, kind, aggregate, version, before, body
            from log_writes as write
            join log_events on write_id = write.id
            {(conditions.Count > 0 ? "where " : "")}{string.Join(" and ", conditions)}
            order by write.id desc, ordinal desc
            limit ${command.Parameters.Count}
            """;
        return command;
    }

    private static async Task<AuditPage> ReadPage(NpgsqlCommand command, int size, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<AuditEvent> items = [];
        while (await reader.ReadAsync(cancellation))
        {
            if (items.Count == size)
            {
                return new AuditPage(items, $"{items[^1].Write}.{items[^1].Ordinal}");
            }

            var body = reader.GetString(12);
            items.Add(new AuditEvent(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetString(7), reader.GetString(8), reader.GetString(9), reader.GetInt64(10),
                reader.IsDBNull(11) ? null : Shown(ValuesBefore.Read(body, reader.GetString(11))), Shown(body)));
        }

        return new AuditPage(items, Next: null);

        static JsonElement Shown(string fact) => PersonalNumbers.Mask(JsonElement.Parse(fact));
    }

    private static int SizeOf(string? text) =>
        text is null ? PageSizeDefault
        : int.TryParse(text, out var size) ? Math.Clamp(size, 1, PageSizeMax)
        : throw Refuse(BadCriterion, "pageSize");

    private static object ValueOf(string name, string text, NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Bigint when long.TryParse(text, out var number) => number,
        NpgsqlDbType.TimestampTz when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) => time.ToUniversalTime(),
        NpgsqlDbType.Text when !text.Contains('\0') => text,
        _ => throw Refuse(BadCriterion, name),
    };

    private static (long Write, long Ordinal) PlaceIn(string after) =>
        after.Split('.') is [var write, var ordinal] && long.TryParse(write, out var place) && long.TryParse(ordinal, out var within)
            ? (place, within)
            : throw new RefusedException(Problem.Of(Changes.BadCursor).With("field", "after"));

    private static RefusedException Refuse(Refusal refusal, string name) =>
        new(Problem.Of(refusal, name).With("field", name).With("allowed", Parameters));
}
