using Refit;

namespace Cluster.Client;

/// <summary>Events sent to a system of one's own (事件推送): signed webhooks, their log, and replays; the same at every service.</summary>
public interface IWebhooksApi
{
    /// <summary>The subscriptions of one's organisation.</summary>
    [Get("/api/{service}/webhooks")]
    Task<WebhookList> List(string service, CancellationToken cancellation = default);

    /// <summary>One of them.</summary>
    [Get("/api/{service}/webhooks/{name}")]
    Task<Webhook> Get(string service, string name, CancellationToken cancellation = default);

    /// <summary>Subscribes, or changes a subscription; the same again changes nothing.</summary>
    [Put("/api/{service}/webhooks/{name}")]
    Task<SavedWebhook> Put(string service, string name, [Body] WebhookSettings settings, CancellationToken cancellation = default);

    /// <summary>Ends a subscription, with its log.</summary>
    [Delete("/api/{service}/webhooks/{name}")]
    Task Delete(string service, string name, CancellationToken cancellation = default);

    /// <summary>A new secret; the ones before it sign as well for 24 hours.</summary>
    [Post("/api/{service}/webhooks/{name}/secrets")]
    Task<WebhookSecret> Rotate(string service, string name, CancellationToken cancellation = default);

    /// <summary>Sends a test event now.</summary>
    [Post("/api/{service}/webhooks/{name}/test")]
    Task<WebhookTest> Test(string service, string name, CancellationToken cancellation = default);

    /// <summary>What was sent, the newest first; kept for 30 days.</summary>
    /// <param name="service">coordination, industry, infrastructure, ecology, public-services or cooperation.</param>
    /// <param name="name">The subscription.</param>
    /// <param name="state">pending, delivered or dead; null for all.</param>
    /// <param name="after">What the last page gave as <see cref="WebhookDeliveries.Next"/>.</param>
    /// <param name="pageSize">At most 500.</param>
    /// <param name="cancellation">Gives up.</param>
    [Get("/api/{service}/webhooks/{name}/deliveries")]
    Task<WebhookDeliveries> ReadDeliveries(
        string service, string name, string? state = null, string? after = null, int? pageSize = null, CancellationToken cancellation = default);

    /// <summary>Sends one again, under the same id.</summary>
    [Post("/api/{service}/webhooks/{name}/deliveries/{id}/replay")]
    Task Replay(string service, string name, long id, CancellationToken cancellation = default);

    /// <summary>Sends everything since a time again, under the same ids.</summary>
    [Post("/api/{service}/webhooks/{name}/replay")]
    Task ReplaySince(string service, string name, [Body] WebhookReplay replay, CancellationToken cancellation = default);
}

/// <summary>What a subscription is to be.</summary>
/// <param name="Url">Where the events are sent.</param>
/// <param name="Resources">Only events of these, such as segments; null for all.</param>
/// <param name="Enabled">While it is false nothing is sent; later it goes on where it stopped.</param>
public sealed record WebhookSettings(string Url, IReadOnlyList<string>? Resources = null, bool Enabled = true);

/// <summary>From when on everything is sent again.</summary>
/// <param name="Since">At most 30 days ago.</param>
public sealed record WebhookReplay(DateTimeOffset Since);

/// <summary>All subscriptions of an organisation at a service.</summary>
public sealed record WebhookList(IReadOnlyList<Webhook> Items);

/// <summary>A subscription.</summary>
/// <param name="Name">Chosen by the subscriber.</param>
/// <param name="Url">Where the events are sent.</param>
/// <param name="Resources">Only events of these; null for all.</param>
/// <param name="Enabled">Whether it is sent to.</param>
/// <param name="DisabledFor">gone: the target answered 410; null while only its owner has disabled it, or nobody.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ChangedAt">When it was last changed.</param>
/// <param name="FailingSince">Since when nothing arrived; null while it does.</param>
/// <param name="Pending">Deliveries that wait.</param>
/// <param name="Dead">Deliveries that were given up.</param>
public sealed record Webhook(
    string Name, string Url, IReadOnlyList<string>? Resources, bool Enabled, string? DisabledFor, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt,
    DateTimeOffset? FailingSince, long Pending, long Dead);

/// <summary>A subscription as it is now.</summary>
/// <param name="Subscription">It.</param>
/// <param name="Secret">The key of its signatures; only when it is new, and only this once.</param>
public sealed record SavedWebhook(Webhook Subscription, string? Secret);

/// <summary>A new key for the signatures.</summary>
/// <param name="Secret">Shown only this once.</param>
/// <param name="OldValidUntil">Until then the ones before it sign as well.</param>
public sealed record WebhookSecret(string Secret, DateTimeOffset OldValidUntil);

/// <summary>What came of a test.</summary>
/// <param name="Delivered">It was answered with 2xx.</param>
/// <param name="Status">What the target answered; null when it did not.</param>
/// <param name="Failure">A short code; null when it was delivered.</param>
public sealed record WebhookTest(bool Delivered, int? Status, string? Failure);

/// <summary>A page of the delivery log.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Next">Give it back as <c>after</c> to read on; null at the end.</param>
public sealed record WebhookDeliveries(IReadOnlyList<WebhookDelivery> Items, string? Next);

/// <summary>One event on its way to a subscriber.</summary>
/// <param name="Id">Its number in the service.</param>
/// <param name="Event">webhook-id, and the id of the CloudEvent.</param>
/// <param name="Kind">The contract that the event follows.</param>
/// <param name="Subject">resource/key.</param>
/// <param name="Version">The version of what it is about.</param>
/// <param name="State">pending, delivered or dead.</param>
/// <param name="Attempts">How often it was sent since it was queued.</param>
/// <param name="LastStatus">What the target answered last; null when it did not.</param>
/// <param name="LastFailure">A short code; null when it was delivered or not tried.</param>
/// <param name="DueSince">When it was queued, or queued again.</param>
/// <param name="LastAttemptAt">When it was last sent.</param>
/// <param name="NextAttemptAt">When it is sent next; null when it is not.</param>
public sealed record WebhookDelivery(
    long Id, string Event, string Kind, string Subject, long Version, string State, int Attempts, int? LastStatus, string? LastFailure,
    DateTimeOffset DueSince, DateTimeOffset? LastAttemptAt, DateTimeOffset? NextAttemptAt);
