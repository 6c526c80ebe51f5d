using Npgsql;

namespace Cluster.Coordination.ReadModels;

internal static class NullableText
{
    /// <summary>Npgsql reads a null into a nullable number or date, but not into a string.</summary>
    public static string? GetText(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);
}
