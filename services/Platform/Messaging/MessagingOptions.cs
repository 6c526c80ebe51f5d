using Microsoft.Extensions.Configuration;

namespace Cluster.Messaging;

/// <param name="Service">As in its address; identity for the gateway's own log.</param>
/// <param name="BacklogEventsMax">
/// <c>Messaging:BacklogEventsMax</c>. With so many events unsent a push answers 503: what the disk can take is not the limit, what can be
/// caught up within minutes is.
/// </param>
/// <param name="SealEvery"><c>Messaging:SealEverySeconds</c>. How long a write may lie in the log before a seal covers it.</param>
/// <param name="KeepDays"><c>Messaging:KeepDays</c>. How long entries stay in the log, superseded or not.</param>
public sealed record MessagingOptions(string Service, long BacklogEventsMax, TimeSpan SealEvery, int KeepDays)
{
    /// <summary>Six months: less the Cybersecurity Law (网络安全法, article 21) does not allow.</summary>
    public const int KeepDaysMin = 183;

    private const int KeepDaysUnlessSet = 3 * 365 + 1;
    private const long BacklogEventsMaxUnlessSet = 2_000_000;
    private const int SealEverySecondsUnlessSet = 60;

    internal static MessagingOptions Read(string service, IConfiguration configuration) => new(
        service,
        configuration.GetValue("Messaging:BacklogEventsMax", BacklogEventsMaxUnlessSet),
        TimeSpan.FromSeconds(configuration.GetValue("Messaging:SealEverySeconds", SealEverySecondsUnlessSet)),
        configuration.GetValue("Messaging:KeepDays", KeepDaysUnlessSet) is >= KeepDaysMin and var days ? days : throw new InvalidOperationException(
            $"Messaging:KeepDays has to be a number of days from {KeepDaysMin} on: the log is kept for at least six months."));
}
