using Npgsql;

namespace Cluster.Ingestion.Lists;

/// <summary>How a list shows a resource, where it shows more than the rows as they are told.</summary>
/// <param name="Selection">Columns of an item; the resource's own table is <c>t</c>.</param>
/// <param name="Join">What else they come from.</param>
/// <param name="More">What it can be asked by beyond the fields of a row.</param>
/// <param name="KeyMember">Where an item has the key.</param>
/// <param name="IsOpen">Whether everybody sees all of it.</param>
public sealed record ListView<TItem>(
    string Selection, string Join, IReadOnlyList<ListColumn> More, Func<NpgsqlDataReader, TItem> Read, string KeyMember = "key", bool IsOpen = false);
