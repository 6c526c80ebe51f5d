using System.Net;
using System.Net.Sockets;
using Cluster.ServiceDefaults;

namespace Cluster.Webhooks;

/// <summary>Asks the name service; a test answers for it.</summary>
internal delegate Task<IPAddress[]> ResolveName(string host, CancellationToken cancellation);

/// <summary>
/// Where a subscription may point to. A name is looked up when it is saved and again for each connection, which then goes to the very address
/// that was checked: a name that changes its mind in between (DNS rebinding) gains nothing.
/// </summary>
internal sealed class Targets(TargetRules rules, ResolveName resolve)
{
    public const int UrlLengthMax = 2_000;
    private const int FirstFreePort = 1024;

    public async Task<(Uri? Target, Refusal? Refusal)> Read(string text, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
            || url.UserInfo.Length > 0 || url.Fragment.Length > 0 || url.IdnHost.Length == 0 || url.Port is not (80 or 443 or >= FirstFreePort))
        {
            return (null, WebhookRefusals.BadUrl);
        }

        try
        {
            var addresses = await AddressesOf(url.IdnHost, cancellation);
            return addresses.Length == 0 ? (null, WebhookRefusals.TargetUnknown)
                : addresses.All(a => rules.Allow(a, url.Scheme)) ? (url, null)
                : (null, WebhookRefusals.TargetNotAllowed);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException) // no such name; or none that could be one
        {
            return (null, WebhookRefusals.TargetUnknown);
        }
    }

    /// <summary>The connection of <see cref="SocketsHttpHandler"/>: to an address that was checked here, and to no other.</summary>
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await AddressesOf(context.DnsEndPoint.Host, cancellation);
        if (!addresses.All(a => rules.Allow(a, context.InitialRequestMessage.RequestUri!.Scheme)))
        {
            throw new TargetRefusedException(context.DnsEndPoint.Host);
        }

        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> AddressesOf(string host, CancellationToken cancellation) =>
        IPAddress.TryParse(host, out var address) ? [address] : await resolve(host, cancellation);
}

/// <summary>The name leads to an address that is not allowed, now.</summary>
internal sealed class TargetRefusedException(string host) : Exception($"{host} resolves to an address that is not allowed.");
