using Cluster.Messaging;

namespace Cluster.Webhooks;

/// <summary>Who changed which subscription, in the audit trail; a secret is never in it.</summary>
internal sealed class WebhookTrail(EventLog log, MessagingOptions messaging)
{
    public Task Note<TNote>(Caller caller, string name, TNote body, CancellationToken cancellation)
        where TNote : class =>
        log.Note(caller, $"{messaging.Service}/{SignedWebhooks.ResourceName}/{name}", body, cancellation);

    /// <summary>What the platform did by itself, in the name of nobody, to a subscription of this organisation.</summary>
    public Task NoteOwn<TNote>(string organisation, string name, TNote body, CancellationToken cancellation)
        where TNote : class =>
        Note(Caller.System(messaging.Service, trace: null) with { Organisation = organisation }, name, body, cancellation);
}
