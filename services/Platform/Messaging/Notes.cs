using Npgsql;
using NpgsqlTypes;

namespace Cluster.Messaging;

/// <summary>What belongs into the audit trail and changes no resource (导出、登录、授权等): sealed like everything else, and told to nobody.</summary>
public static class Notes
{
    /// <summary>Aggregates below it are of the audit trail alone: no address of a resource begins so, and nobody is sent them.</summary>
    public const string Prefix = "audit/";

    /// <summary>Sent already, as far as the relay is concerned.</summary>
    private const string Sql = """
        with write as (
            insert into log_writes (written_at, organisation, client, role, address, trace, events, sent_at, attempts, next_attempt_at)
            values ($1, $2, $3, $4, $5, $6, 1, $1, 0, $1)
            returning id)
        insert into log_events (write_id, ordinal, kind, aggregate, version, body, before) select id, 1, $7, $8, 1, $9::json, $10::json from write
        """;

    /// <summary>Joins the transaction that is open on the connection, so that the note is there if and only if what it tells of is.</summary>
    /// <param name="about">What it is about: service/resource/…</param>
    /// <param name="before">What was so before, where something changed.</param>
    public static async Task Leave<TNote>(
        NpgsqlConnection connection, Caller caller, DateTimeOffset at, string about, TNote body, object? before, CancellationToken cancellation)
        where TNote : class
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        foreach (var value in new object?[]
        {
            at, caller.Organisation, caller.Client, caller.Role, caller.Address, caller.Trace, EventJson.KindOf<TNote>(),
            $"{Prefix}{about}/{Guid.CreateVersion7(at)}", EventJson.Write(body), before is null ? null : EventJson.Write(before),
        })
        {
            command.Parameters.Add(value is DateTimeOffset ? new() { Value = value } : new() { Value = value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }
}
