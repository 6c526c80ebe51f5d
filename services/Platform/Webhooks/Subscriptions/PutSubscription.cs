using System.Text.RegularExpressions;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Webhooks.Subscriptions;

/// <param name="Url">Where the events are sent: https, at most 2,000 characters.</param>
/// <param name="Resources">Only events of these, such as segments; missing or null for all.</param>
/// <param name="Enabled">true unless given; while it is false nothing is queued, and later it goes on where it stopped.</param>
public sealed record SubscriptionRequest(string Url, string[]? Resources, bool? Enabled);

/// <summary>A subscription as it was put (订阅变更), for the audit trail.</summary>
public sealed record WebhookPut(string Name, string Url, string[]? Resources, bool Enabled, bool IsNew);

/// <summary>Subscribes, or changes a subscription; the same again changes nothing. A new one begins with what is written from now on.</summary>
internal static partial class PutSubscription
{
    public const int SubscriptionsMax = 20;
    private const int NameLengthMax = 60;
    private const int ResourcesMax = 30;

    private static readonly TextField Url = new("url", "推送地址", "url", Targets.UrlLengthMax);
    private static readonly TextListField Resources = new("resources", "资源", "resources", NameLengthMax, ResourcesMax);
    private static readonly FlagField Enabled = new("enabled", "启用", "enabled");

    /// <summary>One at a time for an organisation, so that the limit holds.</summary>
    private const string TurnSql = "select pg_advisory_xact_lock(hashtext('webhooks'), hashtext($1))";

    private const string FindSql = """
        select id, url, resources, enabled, (select count(*) from webhook_subscriptions where organisation = $1 and sees_all = $2)
        from (select 1) as always
        left join webhook_subscriptions on organisation = $1 and sees_all = $2 and name = $3
        """;

    private const string InsertSql = """
        with made as (
            insert into webhook_subscriptions (
                organisation, sees_all, name, url, resources, enabled, created_at, changed_at, after_transaction, after_write, after_ordinal, failures, resume_at)
            values ($1, $2, $3, $4, $5, $6, $7, $7, pg_snapshot_xmin(pg_current_snapshot()), 0, 0, 0, $7)
            returning id)
        insert into webhook_secrets (subscription_id, secret, created_at) select id, $8, $7 from made
        """;

    /// <summary>What waits is tried at once, and has its day before it: the target may be another now, or answer again.</summary>
    private const string ChangeSql = """
        with waiting as (
            update webhook_deliveries set due_since = $5, next_attempt_at = $5
            where subscription_id = $1 and state = 'pending' and leased_until is null)
        update webhook_subscriptions
        set url = $2, resources = $3, enabled = $4, disabled_for = null, changed_at = $5, failures = 0, failing_since = null, resume_at = $5
        where id = $1
        """;

    public static void MapPut(this RouteGroupBuilder webhooks) =>
        webhooks.MapPut("{name}", async (
            HttpContext context, NpgsqlDataSource database, Targets targets, WebhookTrail trail, TimeProvider time, string name, CancellationToken cancellation) =>
        {
            if (!Name().IsMatch(name))
            {
                throw RequestForm.Refuse(Fault.Of("name", WebhookRefusals.BadName, NameLengthMax));
            }

            var wanted = await RequestForm.Read(context, [Url, Resources, Enabled], Read, cancellation);
            var (target, refusal) = await targets.Read(wanted.Url, cancellation);
            return target is null
                ? throw RequestForm.Refuse(Fault.Of(Url.Name, refusal!))
                : await Put(context, name, wanted with { Url = target.AbsoluteUri }, database, trail, time, cancellation);
        }).WithSummary("订阅或变更订阅；新订阅的密钥只显示一次 Subscribe or change; the secret of a new one is shown once")
            .Accepts<SubscriptionRequest>("application/json").Produces<SubscriptionSaved>().Produces<SubscriptionSaved>(StatusCodes.Status201Created);

    private static SubscriptionRequest Read(Row form)
    {
        var wanted = new SubscriptionRequest(form.Get(Url), form.Find(Resources), form.Find(Enabled) ?? true);
        if (wanted.Resources?.FirstOrDefault(r => !Name().IsMatch(r)) is { } bad)
        {
            form.Refuse(Fault.Of(Resources.Name, WebhookRefusals.BadResource, Refusal.Repeat(bad)));
        }

        return wanted with { Resources = wanted.Resources is [] ? null : wanted.Resources };
    }

    private static async Task<IResult> Put(
        HttpContext context, string name, SubscriptionRequest wanted, NpgsqlDataSource database, WebhookTrail trail, TimeProvider time,
        CancellationToken cancellation)
    {
        var (owner, now) = (Owner.Of(context.User), time.GetUtcNow());
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (id, known, count) = await Find(connection, owner, name, cancellation);
        byte[]? secret = null;
        if (known is null)
        {
            if (count >= SubscriptionsMax)
            {
                throw new RefusedException(Problem.Of(WebhookRefusals.TooManySubscriptions, SubscriptionsMax).With("limit", SubscriptionsMax));
            }

            await Insert(connection, owner, name, wanted, secret = Signature.NewSecret(), now, cancellation);
        }
        else if (!IsSame(known, wanted))
        {
            await Change(connection, id, wanted, now, cancellation);
        }

        if (known is null || !IsSame(known, wanted))
        {
            var put = new WebhookPut(name, wanted.Url, wanted.Resources, wanted.Enabled!.Value, IsNew: known is null);
            await trail.Note(context.Caller(), name, put, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        var saved = new SubscriptionSaved(
            await GetSubscriptions.Find(connection, owner, name, cancellation), secret is null ? null : Signature.Write(secret));
        return Results.Json(saved, statusCode: secret is null ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static bool IsSame(SubscriptionRequest known, SubscriptionRequest wanted) =>
        (known.Url, known.Enabled) == (wanted.Url, wanted.Enabled) && (known.Resources ?? []).SequenceEqual(wanted.Resources ?? []);

    private static async Task<(long Id, SubscriptionRequest? Known, long Count)> Find(
        NpgsqlConnection connection, Owner owner, string name, CancellationToken cancellation)
    {
        await using (var turn = new NpgsqlCommand(TurnSql, connection) { Parameters = { new() { Value = owner.Organisation } } })
        {
            await turn.ExecuteNonQueryAsync(cancellation);
        }

        await using var command = new NpgsqlCommand(FindSql, connection)
        {
            Parameters = { new() { Value = owner.Organisation }, new() { Value = owner.SeesAll }, new() { Value = name } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var count = reader.GetInt64(4);
        return await reader.IsDBNullAsync(0, cancellation)
            ? (0, null, count)
            : (reader.GetInt64(0), new SubscriptionRequest(reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<string[]>(2), reader.GetBoolean(3)), count);
    }

    private static async Task Insert(
        NpgsqlConnection connection, Owner owner, string name, SubscriptionRequest wanted, byte[] secret, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(InsertSql, connection)
        {
            Parameters =
            {
                new() { Value = owner.Organisation }, new() { Value = owner.SeesAll }, new() { Value = name }, new() { Value = wanted.Url },
                new() { Value = wanted.Resources ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = wanted.Enabled!.Value }, new() { Value = now }, new() { Value = secret },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task Change(
        NpgsqlConnection connection, long id, SubscriptionRequest wanted, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ChangeSql, connection)
        {
            Parameters =
            {
                new() { Value = id }, new() { Value = wanted.Url },
                new() { Value = wanted.Resources ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = wanted.Enabled!.Value }, new() { Value = now },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,59}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();
}
