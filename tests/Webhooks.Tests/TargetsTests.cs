using System.Net;
using System.Net.Sockets;

namespace Cluster.Webhooks.Tests;

public sealed class TargetsTests
{
    private static readonly TargetRules Public = new([], AllowHttp: false);

    /// <summary>Attack A20, and the other ways to write the same addresses.</summary>
    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://0/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://172.16.0.1/")]
    [InlineData("https://172.31.255.255/")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://100.127.255.255/")]
    [InlineData("https://198.18.0.1/")]
    [InlineData("https://203.0.113.7/")]
    [InlineData("https://224.0.0.1/")]
    [InlineData("https://255.255.255.255/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    [InlineData("https://[::7f00:1]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fc00::1]/")]
    [InlineData("https://[fd12:3456::1]/")]
    [InlineData("https://[ff02::1]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[2001:0:7f00:1::]/")]
    [InlineData("https://[2001:db8::1]/")]
    [InlineData("https://localhost/")]
    [InlineData("http://8.8.8.8/")]
    public async Task An_internal_or_reserved_address_is_refused(string url) =>
        (await new Targets(Public, Dns.GetHostAddressesAsync).Read(url, CancellationToken.None)).Refusal.ShouldBe(WebhookRefusals.TargetNotAllowed);

    [Theory]
    [InlineData("https://8.8.8.8/in")]
    [InlineData("https://8.8.8.8:8443/in?a=b")]
    [InlineData("https://100.63.255.255/")]
    [InlineData("https://172.32.0.1/")]
    [InlineData("https://[2400:3200::1]/")]
    public async Task A_public_address_is_taken(string url)
    {
        var (target, refusal) = await new Targets(Public, Dns.GetHostAddressesAsync).Read(url, CancellationToken.None);

        refusal.ShouldBeNull();
        target!.AbsoluteUri.ShouldBe(url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("/in")]
    [InlineData("//8.8.8.8/")]
    [InlineData("ftp://8.8.8.8/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user@8.8.8.8/")]
    [InlineData("https://user:secret@8.8.8.8/")]
    [InlineData("https://8.8.8.8/#x")]
    [InlineData("https://8.8.8.8:22/")]
    [InlineData("https://8.8.8.8:1023/")]
    [InlineData("https://8.8.8.8:0/")]
    [InlineData("https://8.8.8.8:65536/")]
    [InlineData("https://")]
    public async Task What_is_no_address_for_events_is_refused(string url) =>
        (await new Targets(Public, Dns.GetHostAddressesAsync).Read(url, CancellationToken.None)).Refusal.ShouldBe(WebhookRefusals.BadUrl);

    [Theory]
    [InlineData("https://10.20.3.4/", true)]
    [InlineData("http://10.20.3.4/", true)]
    [InlineData("http://[::ffff:10.20.3.4]/", true)]
    [InlineData("https://[fd00:20::9]/", true)]
    [InlineData("https://10.21.0.1/", false)]
    [InlineData("https://127.0.0.1/", false)]
    [InlineData("https://8.8.8.8/", true)]
    [InlineData("http://8.8.8.8/", false)]
    public async Task The_operator_allows_networks(string url, bool allowed)
    {
        var rules = new TargetRules([IPNetwork.Parse("10.20.0.0/16"), IPNetwork.Parse("fd00:20::/32")], AllowHttp: false);

        (await new Targets(rules, Dns.GetHostAddressesAsync).Read(url, CancellationToken.None)).Refusal
            .ShouldBe(allowed ? null : WebhookRefusals.TargetNotAllowed);
    }

    [Fact]
    public async Task The_operator_allows_http_but_nothing_else_by_it()
    {
        var targets = new Targets(new TargetRules([], AllowHttp: true), Dns.GetHostAddressesAsync);

        (await targets.Read("http://8.8.8.8/", CancellationToken.None)).Refusal.ShouldBeNull();
        (await targets.Read("http://10.0.0.1/", CancellationToken.None)).Refusal.ShouldBe(WebhookRefusals.TargetNotAllowed);
    }

    [Fact]
    public async Task A_name_with_one_bad_address_among_good_ones_is_refused()
    {
        var targets = new Targets(Public, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Loopback]));

        (await targets.Read("https://two.example/", CancellationToken.None)).Refusal.ShouldBe(WebhookRefusals.TargetNotAllowed);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_said_so()
    {
        var unknown = new Targets(Public, (_, _) => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)));
        var empty = new Targets(Public, (_, _) => Task.FromResult<IPAddress[]>([]));

        (await unknown.Read("https://nowhere.example/", CancellationToken.None)).Refusal.ShouldBe(WebhookRefusals.TargetUnknown);
        (await empty.Read("https://nowhere.example/", CancellationToken.None)).Refusal.ShouldBe(WebhookRefusals.TargetUnknown);
    }
}
