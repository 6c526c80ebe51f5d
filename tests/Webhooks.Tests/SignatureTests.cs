using System.Text;

namespace Cluster.Webhooks.Tests;

public sealed class SignatureTests
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long Timestamp = 1614265330;
    private static readonly byte[] Secret = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}""");

    /// <summary>Of the Standard Webhooks specification.</summary>
    [Fact]
    public void It_is_the_published_one() =>
        Signature.Of(Id, Timestamp, Body, [Secret]).ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public void Every_live_secret_signs()
    {
        var signatures = Signature.Of(Id, Timestamp, Body, [Signature.NewSecret(), Secret]).Split(' ');

        signatures.Length.ShouldBe(2);
        signatures[1].ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        signatures[0].ShouldNotBe(signatures[1]);
    }

    [Fact]
    public void A_secret_is_written_as_libraries_read_it()
    {
        var secret = Signature.NewSecret();

        Signature.Write(secret).ShouldStartWith("whsec_");
        Convert.FromBase64String(Signature.Write(secret)["whsec_".Length..]).ShouldBe(secret);
        secret.Length.ShouldBe(32);
    }
}
