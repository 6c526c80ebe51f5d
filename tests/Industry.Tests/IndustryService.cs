using System.Text.Json.Nodes;
using Cluster.Contracts;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Industry.Tests;

/// <summary>The service with everything it needs, two departments that push to it, and an ear on its events.</summary>
public sealed class IndustryService : IAsyncLifetime
{
    public const string ChainNodesApi = "/api/industry/chain-nodes";
    public const string EnterprisesApi = "/api/industry/enterprises";

    private RunningService _service = null!;
    private int _codes;

    public HttpClient Industry { get; private set; } = null!;

    public HttpClient Commerce { get; private set; } = null!;

    public EventProbe Events { get; private set; } = null!;

    public NpgsqlDataSource Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.Start("industry", "Cluster.Industry");
        Industry = _service.As("市工信局");
        Commerce = _service.As("市商务局");
        Events = await EventProbe.Open(_service.Broker);
        Database = _service.OpenDatabase();
    }

    public static JsonObject Node(string key, string chain = "永磁", string stage = "upstream", int ordinal = 1) => new()
    {
        ["key"] = key, ["chain"] = chain, ["ordinal"] = ordinal, ["name"] = $"{chain}节点{ordinal}", ["stage"] = stage,
        ["core"] = true, ["industryClass"] = "3985",
    };

    public JsonObject Enterprise(string key, string? creditCode = null, bool active = true, params string[] nodes) => new()
    {
        ["key"] = key, ["creditCode"] = creditCode ?? NewCreditCode(), ["name"] = $"企业{key}",
        ["nodes"] = new JsonArray([.. nodes.Select(n => (JsonNode)n)]), ["active"] = active,
    };

    /// <summary>A code that passes both checks and that nobody has: the check characters are found by trying.</summary>
    public string NewCreditCode()
    {
        var body = $"911502{_codes++:00000000}".PadRight(16, '0');
        return (from inner in "0123456789X"
                from outer in "0123456789ABCDEFGHJKLMNPQRTUWXY"
                let code = $"{body}{inner}{outer}"
                where CreditCode.Read(code, out _) is null
                select code).First();
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await Database.DisposeAsync();
        Industry.Dispose();
        Commerce.Dispose();
        await _service.DisposeAsync();
    }
}
