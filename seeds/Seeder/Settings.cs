using Cluster.Client;
using Microsoft.Extensions.Configuration;

namespace Cluster.Seeder;

/// <summary>Where the gateway is, the first operator's secret, and where the credentials go.</summary>
internal sealed record Settings(Uri Gateway, string BootstrapSecret, string CredentialsFile)
{
    private const string BootstrapClient = "bootstrap-operator";

    public static Settings From(IConfiguration configuration)
    {
        var gateway = configuration["services:gateway:http:0"] ?? configuration["Cluster:Gateway"]
            ?? throw new SeedingException("Cluster__Gateway is not set: the address of the gateway.");
        var secret = configuration["Cluster:BootstrapSecret"]
            ?? throw new SeedingException("Cluster__BootstrapSecret is not set: the gateway's Identity__BootstrapSecret.");
        return new Settings(
            new Uri(gateway), secret,
            configuration["Cluster:Credentials"] ?? Path.Combine(configuration["Cluster:Data"] ?? ".data", "credentials.json"));
    }

    public string AdministratorsFile => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(CredentialsFile))!, "administrators.txt");

    public ClusterClientOptions Operator => ClientOf(new Credential(null, "operator", BootstrapClient, BootstrapSecret));

    /// <summary>Patient: a service may still be starting when the gateway is up.</summary>
    public ClusterClientOptions ClientOf(Credential credential) => new()
    {
        Gateway = Gateway, ClientId = credential.ClientId, ClientSecret = credential.ClientSecret, RetriesMax = 8,
    };
}

/// <summary>Why seeding cannot go on; the message says what to do.</summary>
internal sealed class SeedingException(string message) : Exception(message);
