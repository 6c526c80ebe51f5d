using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Cluster.Backing.Tests;

public sealed class FreePortTests
{
    [Fact]
    public void A_port_is_below_those_that_outgoing_connections_get()
    {
        var lowest = int.Parse(File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t')[0], CultureInfo.InvariantCulture);

        FreePort.Next().ShouldBeLessThan(lowest);
    }

    [Fact]
    public void A_port_that_somebody_listens_on_is_not_free()
    {
        using TcpListener listener = new(IPAddress.Any, 0);
        listener.Start();

        FreePort.IsFree(((IPEndPoint)listener.LocalEndpoint).Port).ShouldBeFalse();
    }
}
