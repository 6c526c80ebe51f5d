using System.Net.Sockets;
using Npgsql;

namespace Cluster.Messaging;

internal static class FailureKind
{
    /// <summary>The database is away, starting, or chose this transaction as a deadlock's victim: doing it again is right.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        PostgresException postgres => postgres.IsTransient || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or SocketException or TimeoutException => true,
        { InnerException: { } inner } => IsTransient(inner),
        _ => false,
    };
}
