using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Npgsql;

namespace Cluster.Ecology.Tests;

/// <summary>The service with everything it needs, two departments that push to it, and an ear on its events.</summary>
public sealed class EcologyService : IAsyncLifetime
{
    public const string StationsApi = "/api/ecology/stations";
    public const string DailyValuesApi = "/api/ecology/daily-values";

    private RunningService _service = null!;

    public HttpClient Ecology { get; private set; } = null!;

    public HttpClient Water { get; private set; } = null!;

    public EventProbe Events { get; private set; } = null!;

    public NpgsqlDataSource Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await RunningService.Start("ecology", "Cluster.Ecology");
        Ecology = _service.As("市生态环境局");
        Water = _service.As("市水务局");
        Events = await EventProbe.Open(_service.Broker);
        Database = _service.OpenDatabase();
    }

    /// <summary>Another system, of this organisation or of another.</summary>
    public HttpClient As(string organisation, string client) => _service.As(organisation, client: client);

    public static JsonObject Station(string key, string kind = "air") => new()
    {
        ["key"] = key, ["name"] = $"点位{key}", ["kind"] = kind, ["divisionCode"] = "150203",
    };

    public static JsonObject WaterClass(
        string station, string date, int? value, string quality = "valid", bool demonstration = false) => new()
    {
        ["station"] = station, ["parameter"] = "water-class", ["date"] = date, ["value"] = value, ["unit"] = "类",
        ["quality"] = quality, ["demonstration"] = demonstration,
    };

    public static JsonObject Pm25(string station, string date, decimal? value = 18, string quality = "valid") => new()
    {
        ["station"] = station, ["parameter"] = "pm25", ["date"] = date, ["value"] = value, ["unit"] = "µg/m³", ["quality"] = quality,
    };

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await Database.DisposeAsync();
        Ecology.Dispose();
        Water.Dispose();
        await _service.DisposeAsync();
    }
}
