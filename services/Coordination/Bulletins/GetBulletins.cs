using Cluster.Contracts;
using Cluster.Coordination.Bulletins.Checking;
using Cluster.Coordination.ReadModels;
using Cluster.Ingestion;
using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Bulletins;

/// <param name="Number">发文字号; null of a draft.</param>
/// <param name="Supersedes">The key of the one whose place it took.</param>
/// <param name="Version">To be given as If-Match with a step that nobody else's may come before.</param>
public sealed record BulletinView(
    string Key, string Quarter, string Title, string State, string? Number, DateOnly? IssuedOn, string? IssuedBy, DateTimeOffset CollectedAt, string Template,
    int TemplateVersion, string? Reason, string? SupersededBy, string? Supersedes, long Version)
{
    internal static BulletinView Of(Bulletin bulletin, string? supersedes) => new(
        bulletin.Key, bulletin.Quarter.ToString(), bulletin.Title, BulletinMoves.States.Write(bulletin.State), bulletin.Number, bulletin.IssuedOn,
        bulletin.IssuedBy, bulletin.CollectedAt, bulletin.TemplateName, bulletin.TemplateVersion, bulletin.Reason, bulletin.SupersededBy, supersedes,
        bulletin.Version);
}

/// <param name="Command">draft, collect, issue, withdraw or supersede.</param>
public sealed record BulletinStepView(
    long Version, string Command, string State, DateTimeOffset At, string Person, string Organisation, string? Words, string? Successor);

public sealed record BulletinDetail(BulletinView Bulletin, IReadOnlyList<BulletinStepView> Steps);

/// <param name="IsWhole">Whether all of them are here.</param>
public sealed record BulletinList(IReadOnlyList<BulletinView> Items, bool IsWhole);

/// <param name="Holds">Whether it may be issued by them.</param>
/// <param name="Checks">Those that fail first, then those that miss by rounding.</param>
public sealed record BulletinCheckList(string Key, bool Holds, int Failing, int Rounded, IReadOnlyList<BulletinCheck> Checks);

/// <summary>Bulletins and what holds of their figures. A draft is the office's own; what was issued is everybody's to read.</summary>
internal static class GetBulletins
{
    private const int ItemsMax = 200;

    private const string FromSql = $"""
        select {StoredBulletins.Columns}, p.key from bulletins b left join bulletins p on p.superseded_by = b.key
        where ($1 or b.state <> 'draft')
        """;

    private const string ListSql = $"""
        {FromSql} and ($2::text is null or b.quarter = $2) and ($3::text is null or b.state = $3)
        order by b.quarter desc, b.entered_at desc, b.key
        limit $4
        """;

    private const string OneSql = $"{FromSql} and b.key = $2";
    private const string StepsSql = $"select {StoredBulletins.StepColumns} from bulletin_steps s where s.key = $1 and s.version <= $2 order by s.version";

    public static void MapGetBulletins(this RouteGroupBuilder bulletins)
    {
        bulletins.MapGet("", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string? quarter, string? state, string? asOf, CancellationToken cancellation) =>
        {
            RequestForm.Demand("state", "状态", "The state", state, BulletinMoves.States.All);

            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            await using var command = connection.Command(ListSql);
            command.Parameters.Add(new() { Value = SeesDrafts(context) });
            command.Parameters.Add(SqlText.Of(SqlText.Asked(quarter)));
            command.Parameters.Add(SqlText.Of(state));
            command.Parameters.Add(new() { Value = ItemsMax + 1 });
            var found = await Read(command, cancellation);
            return new BulletinList([.. found.Take(ItemsMax).Select(b => BulletinView.Of(b.Bulletin, b.Supersedes))], found.Count <= ItemsMax);
        }).WithSummary("通报，可查任一天，新的在前，至多 200 份 Bulletins on any day, the newest first, at most 200");

        bulletins.MapGet("{key}", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string key, string? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            if (await Find(context, key, connection, cancellation) is not var (bulletin, supersedes))
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            connection.Tag(context.Response, bulletin.Version);
            return Results.Ok(new BulletinDetail(BulletinView.Of(bulletin, supersedes), await ReadSteps(bulletin, connection, cancellation)));
        }).WithSummary("一份通报及其各步，可查任一天，含 ETag One bulletin with its steps, on any day, and its ETag").Produces<BulletinDetail>();

        bulletins.MapGet("{key}/checks", async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string key, string? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            if (await Find(context, key, connection, cancellation) is not var (bulletin, _))
            {
                return Problem.Of(Refusals.NotFound).AsResult();
            }

            var checks = BulletinChecks.Of(BulletinFormats.FiguresIn((await StoredBulletins.Content(connection, bulletin.Key, cancellation)).Figures));
            var (failing, rounded) = (checks.Count(c => c.Fails), checks.Count(c => c.IsRounded));
            return Results.Ok(new BulletinCheckList(
                bulletin.Key, failing == 0, failing, rounded, [.. checks.OrderByDescending(c => c.Fails).ThenByDescending(c => c.IsRounded)]));
        }).WithSummary("合计校核，可查任一天 The equations and whether they hold, on any day").Produces<BulletinCheckList>();
    }

    /// <summary>The bulletin, and the key of the one whose place it took; null where the reader sees none of that key.</summary>
    public static async Task<(Bulletin Bulletin, string? Supersedes)?> Find(
        HttpContext context, string key, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(OneSql);
        command.Parameters.Add(new() { Value = SeesDrafts(context) });
        command.Parameters.Add(new() { Value = SqlText.Asked(ResourceEndpoints.KeyIn(key)) });
        return await Read(command, cancellation) is [var found] ? found : null;
    }

    private static bool SeesDrafts(HttpContext context) => context.User.SeesOnly() is null;

    private static async Task<List<(Bulletin Bulletin, string? Supersedes)>> Read(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(Bulletin, string?)>();
        while (await reader.ReadAsync(cancellation))
        {
            var supersedes = reader.FieldCount - 1;
            found.Add((StoredBulletins.Read(reader), await reader.IsDBNullAsync(supersedes, cancellation) ? null : reader.GetString(supersedes)));
        }

        return found;
    }

    private static async Task<List<BulletinStepView>> ReadSteps(Bulletin bulletin, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(StepsSql);
        command.Parameters.Add(new() { Value = bulletin.Key });
        command.Parameters.Add(new() { Value = bulletin.Version });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var steps = new List<BulletinStepView>();
        while (await reader.ReadAsync(cancellation))
        {
            var step = StoredBulletins.ReadStep(reader);
            steps.Add(new BulletinStepView(
                step.Version, step.Command, BulletinMoves.States.Write(step.State), step.At, step.Person, step.Organisation, step.Words, step.Successor));
        }

        return steps;
    }
}
