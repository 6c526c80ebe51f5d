using Cluster.Ingestion;

namespace Cluster.Webhooks.Deliveries;

/// <summary>
/// pending → delivered (2xx) | pending (anything else, within a day) | dead (anything else, after a day); delivered, dead → pending by a
/// replay. 410 leaves it pending and disables the subscription.
/// </summary>
internal enum DeliveryState
{
    Pending,
    Delivered,
    Dead,
}

internal static class DeliveryStates
{
    public static readonly Codes<DeliveryState> Codes = new(
        (DeliveryState.Pending, "pending", "待投递"), (DeliveryState.Delivered, "delivered", "已投递"), (DeliveryState.Dead, "dead", "已放弃"));
}
