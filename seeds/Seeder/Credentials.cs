using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Cluster.Seeder;

/// <summary>A system's credential (接入凭证) as the file holds it.</summary>
internal sealed record Credential(string? Organisation, string Role, string ClientId, string ClientSecret);

/// <summary>The file that people and scripts take credentials from; only its owner may read it.</summary>
internal sealed record Credentials(string Gateway, IReadOnlyList<Credential> Clients)
{
    private const int SecretBytes = 24;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static Credentials? Read(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Credentials>(File.ReadAllText(file), Json);
        }
        catch (JsonException failure)
        {
            throw new SeedingException($"{file} is not what was written there ({failure.Message}); delete it to have new ones made.");
        }
    }

    public void Write(string file) => PrivateFile.Write(file, stream => JsonSerializer.Serialize(stream, this, Json));

    public Credential Of(string organisation) => Clients.First(client => client.Organisation == organisation);

    /// <summary>The secret that the same system has already, or a new one.</summary>
    public static string SecretFor(Credentials? known, string clientId, string organisation) =>
        known?.Clients.FirstOrDefault(c => c.ClientId == clientId && c.Organisation == organisation)?.ClientSecret
        ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
}
