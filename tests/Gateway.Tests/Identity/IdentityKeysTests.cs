using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Gateway.Tests.Identity;

public sealed class IdentityKeysTests(RunningGateway gateway)
{
    [Fact]
    public async Task A_token_outlives_the_replica_that_issued_it()
    {
        string token;
        await using (var first = gateway.StartReplica())
        {
            token = await first.Token("bootstrap-operator", RunningGateway.OperatorSecret);
        }

        await using var second = gateway.StartReplica();
        using var http = second.With(token);
        using var response = await http.GetAsync("/api/ecology/readings");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Migration_jobs_that_run_again_or_at_once_make_one_pair_of_keys()
    {
        var database = await (await Servers.Shared).NewDatabase("gateway-keys");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RunningGateway.Migrate(database))));
        RunningGateway.Migrate(database);

        (await Column(database, "select use from identity_keys order by use")).ShouldBe(["encryption", "signing"]);
    }

    [Fact]
    public async Task With_a_certificate_nothing_in_the_database_opens_the_keys()
    {
        var database = await (await Servers.Shared).NewDatabase("gateway-certificate");
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pfx");
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=gateway keys", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pkcs12, "word"));
        try
        {
            string[] settings = [$"--Identity:KeyCertificate:Path={path}", "--Identity:KeyCertificate:Password=word"];
            RunningGateway.Migrate(database, settings);
            RunningGateway.Migrate(database, settings);
        }
        finally
        {
            File.Delete(path);
        }

        (await Column(database, "select xml from data_protection_keys")).ShouldAllBe(xml => xml.Contains("EncryptedData") && !xml.Contains("masterKey"));
        (await Column(database, "select protected_pem from identity_keys")).ShouldAllBe(pem => !pem.Contains("PRIVATE KEY"));
    }

    [Fact]
    public async Task A_gateway_on_an_empty_database_makes_its_tables_and_keys_before_it_listens()
    {
        var database = await (await Servers.Shared).NewDatabase("gateway-empty");

        await using var replica = gateway.StartReplica(("ConnectionStrings:database", database));
        using var token = await replica.AskForToken("bootstrap-operator", RunningGateway.OperatorSecret);

        token.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Column(database, "select use from identity_keys order by use")).ShouldBe(["encryption", "signing"]);
    }

    [Theory]
    [InlineData("Identity:Issuer", "no address")]
    [InlineData("Identity:Issuer", "http://without-its-slash.test")]
    [InlineData("Identity:BootstrapSecret", "too short")]
    public void A_gateway_with_a_setting_that_cannot_be_does_not_start(string setting, string value) =>
        Should.Throw<Exception>(() => gateway.StartReplica((setting, value)));

    private static async Task<List<string>> Column(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
