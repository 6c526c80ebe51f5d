using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Cluster.Coordination.ReadModels;

/// <summary>Texts on their way into a statement and out of it.</summary>
internal static class SqlText
{
    /// <summary>Npgsql reads a null into a nullable number or date, but not into a string.</summary>
    public static string? GetText(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    public static NpgsqlParameter Of(string? text) => new NpgsqlParameter<string?> { TypedValue = text };

    /// <summary>As an address has it: a text with a null character is the key of nothing, and none that the database could be asked for.</summary>
    [return: NotNullIfNotNull(nameof(key))]
    public static string? Asked(string? key) => key?.Contains('\0') == true ? "" : key;
}
