using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Cluster.Webhooks;

/// <summary>
/// Where events may be sent to: public addresses over https; beyond them what the operator names, since on an intranet every target is private.
/// </summary>
/// <param name="AllowedNetworks"><c>Webhooks:AllowedNetworks</c>: 10.20.0.0/16,fd00:20::/32; none unless set. Over http too.</param>
/// <param name="AllowHttp"><c>Webhooks:AllowHttp</c>: http to public addresses as well.</param>
internal sealed record TargetRules(IReadOnlyList<IPNetwork> AllowedNetworks, bool AllowHttp)
{
    /// <summary>
    /// IANA special-purpose registries (RFC 6890): this host, private, carrier-grade NAT, loopback, link-local, protocol assignments,
    /// documentation, 6to4 relays, benchmarking, multicast, reserved.
    /// </summary>
    private static readonly IPNetwork[] NotPublic4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>All that is public in IPv6 lies in it: loopback, ULA, link-local, multicast, mapped and translated addresses do not.</summary>
    private static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");

    /// <summary>Protocol assignments (Teredo among them), documentation, and 6to4, which holds an IPv4 address.</summary>
    private static readonly IPNetwork[] NotPublic6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse)];

    public static TargetRules From(IConfiguration configuration) => new(
        [
            .. (configuration["Webhooks:AllowedNetworks"] ?? "")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(IPNetwork.Parse),
        ],
        configuration.GetValue("Webhooks:AllowHttp", defaultValue: false));

    public bool Allow(IPAddress address, string scheme)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return AllowedNetworks.Any(n => n.Contains(plain)) || ((scheme == Uri.UriSchemeHttps || AllowHttp) && IsPublic(plain));
    }

    private static bool IsPublic(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? !NotPublic4.Any(n => n.Contains(address))
        : Public6.Contains(address) && !NotPublic6.Any(n => n.Contains(address));
}
