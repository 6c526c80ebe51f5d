using Npgsql;

namespace Cluster.Webhooks.Subscriptions;

/// <summary>A subscription as its owner sees it.</summary>
/// <param name="Resources">Only events of these; null for all.</param>
/// <param name="DisabledFor">gone: the target answered 410; null while nobody but the owner has disabled it.</param>
/// <param name="FailingSince">Since when no attempt succeeded; null while they do.</param>
/// <param name="Pending">Deliveries that wait or are tried again.</param>
/// <param name="Dead">Deliveries that were given up within the last 30 days.</param>
public sealed record SubscriptionView(
    string Name, string Url, string[]? Resources, bool Enabled, string? DisabledFor, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt,
    DateTimeOffset? FailingSince, long Pending, long Dead)
{
    /// <summary>To be followed by a condition.</summary>
    internal const string Sql = """
        select name, url, resources, enabled, disabled_for, created_at, changed_at, failing_since,
            (select count(*) from webhook_deliveries where subscription_id = s.id and state = 'pending'),
            (select count(*) from webhook_deliveries where subscription_id = s.id and state = 'dead')
        from webhook_subscriptions as s
        where organisation = $1 and sees_all = $2
        """;

    internal static async Task<List<SubscriptionView>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var views = new List<SubscriptionView>();
        while (await reader.ReadAsync(cancellation))
        {
            views.Add(new SubscriptionView(
                reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<string[]>(2), reader.GetBoolean(3), reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<DateTimeOffset>(6), reader.GetFieldValue<DateTimeOffset?>(7),
                reader.GetInt64(8), reader.GetInt64(9)));
        }

        return views;
    }
}

/// <summary>All subscriptions of the caller's organisation at this service.</summary>
public sealed record SubscriptionList(IReadOnlyList<SubscriptionView> Items);

/// <summary>A subscription as it is now.</summary>
/// <param name="Secret">whsec_ and base64: the key of the signatures. Only when the subscription is new; it is shown once.</param>
public sealed record SubscriptionSaved(SubscriptionView Subscription, string? Secret);
