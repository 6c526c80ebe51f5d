using Cluster.Client;

namespace Cluster.Seeder;

/// <summary>Registers a system for each organisation, so that each can push its own rows; whoever has a secret keeps it.</summary>
internal static class ClientRegister
{
    private const int AtATime = 4;

    public static async Task<Credentials> Register(OrganisationsFile organisations, Settings settings)
    {
        var known = Credentials.Read(settings.CredentialsFile);
        (string Organisation, string Role, string ClientId)[] systems =
        [
            (organisations.Office.ShortName, "office", "office"),
            .. organisations.Organisations.Select((o, i) => (o.ShortName, "department", $"dept-{i + 1:00}")),
        ];
        var credentials = new Credentials(
            settings.Gateway.GetLeftPart(UriPartial.Authority),
            [.. systems.Select(s => new Credential(
                s.Organisation, s.Role, s.ClientId, Credentials.SecretFor(known, s.ClientId, s.Organisation)))]);

        using var cluster = new ClusterClient(settings.Operator);
        await Parallel.ForEachAsync(
            credentials.Clients, new ParallelOptions { MaxDegreeOfParallelism = AtATime },
            async (client, cancellation) => await cluster.Identity.PutClient(
                client.ClientId,
                new ClientRegistration(client.Organisation, client.Role, $"{client.Organisation}业务系统", client.ClientSecret),
                cancellation));

        credentials.Write(settings.CredentialsFile);
        return credentials;
    }
}
