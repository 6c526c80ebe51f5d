namespace Cluster.Client.Tests;

public sealed class ClusterClientOptionsTests
{
    private static readonly ClusterClientOptions Nobody = new() { Gateway = new Uri("http://localhost:8080"), ClientId = "dept-05" };

    [Fact]
    public void A_credential_has_a_secret_or_a_key_and_not_both()
    {
        Should.Throw<ArgumentException>(() => new ClusterClient(Nobody));
        Should.Throw<ArgumentException>(() => new ClusterClient(Nobody with { ClientSecret = "a", ClientKey = new ClientKey("first", "pem") }));
        Should.NotThrow(() => new ClusterClient(Nobody with { ClientSecret = "a" }).Dispose());
    }

    [Fact]
    public void Neither_a_secret_nor_a_key_is_told_by_what_holds_it()
    {
        $"{Nobody with { ClientSecret = "hidden" }}".ShouldNotContain("hidden");
        $"{new ClientKey("first", "hidden")}".ShouldBe("first");
    }
}
