namespace Cluster.Messaging;

/// <summary>Who wrote, by which credential and from where: the audit half of every event.</summary>
/// <param name="Organisation">Registered short name; empty for the system itself and for operators.</param>
/// <param name="Client">The credential's client id.</param>
/// <param name="Trace">W3C traceparent of the request, so that a later hop continues the same trace.</param>
public sealed record Caller(string Organisation, string Client, string Role, string? Address, string? Trace)
{
    /// <summary>A consumer that writes because a message told it to.</summary>
    public static Caller System(string service, string? trace) => new("", service, "system", Address: null, trace);
}
