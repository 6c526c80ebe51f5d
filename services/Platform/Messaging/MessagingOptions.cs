using Microsoft.Extensions.Configuration;

namespace Cluster.Messaging;

/// <param name="Service">As in its address; identity for the gateway's own log.</param>
/// <param name="BacklogEventsMax">
/// <c>Messaging:BacklogEventsMax</c>. With so many events unsent a push answers 503: what the disk can take is not the limit, what can be
/// caught up within minutes is.
/// </param>
/// <param name="SealEvery"><c>Messaging:SealEverySeconds</c>. How long a write may lie in the log before a seal covers it.</param>
public sealed record MessagingOptions(string Service, long BacklogEventsMax, TimeSpan SealEvery)
{
    private const long BacklogEventsMaxUnlessSet = 2_000_000;
    private const int SealEverySecondsUnlessSet = 60;

    internal static MessagingOptions Read(string service, IConfiguration configuration) => new(
        service,
        configuration.GetValue("Messaging:BacklogEventsMax", BacklogEventsMaxUnlessSet),
        TimeSpan.FromSeconds(configuration.GetValue("Messaging:SealEverySeconds", SealEverySecondsUnlessSet)));
}
