using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Cluster.Webhooks.Subscriptions;

/// <param name="Secret">whsec_ and base64; it is shown once.</param>
/// <param name="OldValidUntil">Until then the secrets before it sign as well.</param>
public sealed record SecretRotated(string Secret, DateTimeOffset OldValidUntil);

/// <summary>A subscription got a new secret (更换密钥), for the audit trail.</summary>
public sealed record WebhookSecretRotated(string Name, DateTimeOffset OldValidUntil);

/// <summary>
/// Gives a new secret; the ones before it sign as well for a day. All of them do, so that a rotation whose answer was lost and that is
/// asked for again does not end the one secret that the receiver knows.
/// </summary>
internal static class RotateSecret
{
    public const int SecretsMax = 5;
    public static readonly TimeSpan OldValidFor = TimeSpan.FromHours(24);

    private const string CountSql = "select count(*) from webhook_secrets where subscription_id = $1 and (expires_at is null or expires_at > $2)";

    private const string RotateSql = """
        with old as (update webhook_secrets set expires_at = $4 where subscription_id = $1 and expires_at is null)
        insert into webhook_secrets (subscription_id, secret, created_at) values ($1, $2, $3)
        """;

    public static void MapRotate(this RouteGroupBuilder webhooks) =>
        webhooks.MapPost("{name}/secrets", async (
            HttpContext context, NpgsqlDataSource database, WebhookTrail trail, TimeProvider time, string name, CancellationToken cancellation) =>
        {
            var (now, secret) = (time.GetUtcNow(), Signature.NewSecret());
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var id = await Owner.Of(context.User).Find(connection, name, cancellation, forUpdate: true);
            if (await Live(connection, id, now, cancellation) >= SecretsMax)
            {
                throw new RefusedException(Problem.Of(WebhookRefusals.SecretsFull, SecretsMax).With("limit", SecretsMax));
            }

            await using (var command = new NpgsqlCommand(RotateSql, connection)
            {
                Parameters = { new() { Value = id }, new() { Value = secret }, new() { Value = now }, new() { Value = now + OldValidFor } },
            })
            {
                await command.ExecuteNonQueryAsync(cancellation);
            }

            await trail.Note(context.Caller(), name, new WebhookSecretRotated(name, now + OldValidFor), cancellation);
            await transaction.CommitAsync(cancellation);
            return Results.Json(new SecretRotated(Signature.Write(secret), now + OldValidFor), statusCode: StatusCodes.Status201Created);
        }).WithSummary("更换密钥；旧密钥 24 小时内仍有效 A new secret; the old one signs as well for 24 hours")
            .Produces<SecretRotated>(StatusCodes.Status201Created);

    private static async Task<long> Live(NpgsqlConnection connection, long id, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(CountSql, connection) { Parameters = { new() { Value = id }, new() { Value = now } } };
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
