using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cluster.Ingestion;

/// <summary>
/// What a PUT, or a decision, asks of the row that is stored (RFC 9110 §13.1), so that two who edit it cannot undo each other's work: the version it was read at,
/// that there is one, or that there is none.
/// </summary>
/// <param name="Version">Null: any.</param>
public sealed record Precondition(bool Exists, long? Version)
{
    public static Precondition? From(HttpRequest request) => (request.Headers.IfMatch.Count, request.Headers.IfNoneMatch.Count) switch
    {
        (0, 0) => null,
        (> 0, > 0) => throw Bad("If-None-Match"), // a row cannot be asked to be there and not to be there
        (0, _) when request.Headers.IfNoneMatch == "*" => new Precondition(Exists: false, Version: null),
        (0, _) => throw Bad("If-None-Match"),
        _ when request.Headers.IfMatch == "*" => new Precondition(Exists: true, Version: null),
        _ when VersionIn(request.Headers.IfMatch.ToString()) is { } version => new Precondition(Exists: true, version),
        _ => throw Bad("If-Match"),
    };

    /// <summary>As the list gives it, and as it has to be given back.</summary>
    public static string TagOf(long version) => $"\"{version}\"";

    /// <param name="stored">The row's version; null when there is none.</param>
    public Fault? FaultAgainst(long? stored) => stored switch
    {
        null => Exists ? Fault.Of("If-Match", IngestionRefusals.NoSuchRow) : null,
        { } version when !Exists => Mismatch("If-None-Match", version),
        { } version when Version is { } asked && asked != version => Mismatch("If-Match", version),
        _ => null,
    };

    private static Fault Mismatch(string header, long version) =>
        Fault.Of(header, IngestionRefusals.VersionMismatch, version, header).Allowing([TagOf(version)]);

    private static long? VersionIn(string header) =>
        EntityTagHeaderValue.TryParse(header, out var tag) && !tag.IsWeak && long.TryParse(tag.Tag.AsSpan().Trim('"'), out var version)
            ? version
            : null;

    private static RefusedException Bad(string header) =>
        new(Problem.Of(IngestionRefusals.BadPrecondition, header).With("field", header));
}
