using Cluster.Coordination.ReadModels;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Organisations;

/// <param name="Organisation">Who is meant by the name on that day.</param>
/// <param name="ValidUntil">Its last day, where it has one.</param>
/// <param name="Successor">Who is meant from the day after.</param>
public sealed record MeantOrganisation(
    string Name, DateOnly AsOf, string Organisation, string FullName, string NameEn, DateOnly? ValidFrom, DateOnly? ValidUntil, string? Successor);

/// <summary>Who is meant by a name on a day: an alias, an old name, or one that came later.</summary>
internal static class ResolveName
{
    private const string OneSql = "select full_name, name_en, valid_from, valid_until, successor from organisations where key = $1";

    public static RouteGroupBuilder MapResolve(this RouteGroupBuilder api)
    {
        api.MapGet("organisations/resolve", async (
            NpgsqlDataSource database, TimeProvider time, string name, DateOnly? asOf, CancellationToken cancellation) =>
        {
            var day = asOf ?? time.Today();
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var key = (await OrganisationNames.Read(connection, cancellation, day)).Resolve(SqlText.Asked(name));
            await using var command = new NpgsqlCommand(OneSql, connection) { Parameters = { new() { Value = key } } };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await reader.ReadAsync(cancellation)
                ? Results.Ok(new MeantOrganisation(
                    name, day, key, reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateOnly?>(2), reader.GetFieldValue<DateOnly?>(3),
                    reader.GetText(4)))
                : Problem.Of(Refusals.NotFound).AsResult();
        }).WithSummary("某日某名称所指的单位 Who is meant by a name on a day").Produces<MeantOrganisation>();
        return api;
    }
}
