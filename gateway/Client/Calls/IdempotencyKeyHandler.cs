namespace Cluster.Client.Calls;

/// <summary>Every write carries a key, chosen before the first attempt and kept on each repeat, so that nothing is counted twice.</summary>
internal sealed class IdempotencyKeyHandler : DelegatingHandler
{
    public const string Header = "Idempotency-Key";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get && !request.Headers.Contains(Header))
        {
            request.Headers.Add(Header, Guid.CreateVersion7().ToString());
        }

        return base.SendAsync(request, cancellationToken);
    }
}
