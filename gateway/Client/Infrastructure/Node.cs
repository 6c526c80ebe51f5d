using System.Text.Json.Serialization;

namespace Cluster.Client;

/// <summary>A node (节点) of the transport network: where segments begin and end.</summary>
public sealed record Node
{
    /// <summary>The sender's own key, at most 100 characters.</summary>
    public required string Key { get; init; }

    /// <summary>Short name of the organisation it belongs to; set by the platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? Owner { get; init; }

    /// <summary>The name, at most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>seat, interchange, station, port, airport or junction.</summary>
    public required string Kind { get; init; }

    /// <summary>Division code of the county it lies in.</summary>
    public required string County { get; init; }

    /// <summary>In degrees, together with the latitude and the reference system.</summary>
    public decimal? Longitude { get; init; }

    /// <summary>In degrees.</summary>
    public decimal? Latitude { get; init; }

    /// <summary>wgs-84, cgcs2000, gcj-02 or bd-09; answered as wgs-84.</summary>
    public string? Crs { get; init; }

    /// <summary>Whether it belongs to the central city.</summary>
    public bool CentralCity { get; init; }

    /// <summary>A note, at most 1,000 characters.</summary>
    public string? Note { get; init; }
}
