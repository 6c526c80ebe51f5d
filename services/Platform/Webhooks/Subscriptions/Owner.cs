using System.Security.Claims;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Webhooks.Subscriptions;

/// <summary>Whose subscriptions a credential finds: its organisation's, with as wide a sight as its own.</summary>
/// <param name="Organisation">Empty for operators.</param>
internal readonly record struct Owner(string Organisation, bool SeesAll)
{
    private const string FindSql = "select id from webhook_subscriptions where organisation = $1 and sees_all = $2 and name = $3";

    public static Owner Of(ClaimsPrincipal user) => new(user.Organisation(), user.SeesOnly() is null);

    /// <summary>Another's subscription is not there.</summary>
    public async Task<long> Find(NpgsqlConnection connection, string name, CancellationToken cancellation, bool forUpdate = false)
    {
        await using var command = new NpgsqlCommand(forUpdate ? $"{FindSql} for update" : FindSql, connection)
        {
            Parameters = { new() { Value = Organisation }, new() { Value = SeesAll }, new() { Value = name } },
        };
        return name.Contains('\0') ? throw NotFound() : await command.ExecuteScalarAsync(cancellation) is long id ? id : throw NotFound();
    }

    public static RefusedException NotFound() => new(Problem.Of(ServiceDefaults.Refusals.NotFound));
}
