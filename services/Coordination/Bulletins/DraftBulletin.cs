using Cluster.Contracts;
using Cluster.Coordination.Bulletins.Checking;
using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Bulletins.Documents;
using Cluster.Coordination.Bulletins.Templates;
using Cluster.Coordination.Supervision;
using Cluster.Ingestion;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Bulletins;

/// <summary>A bulletin is drafted (起草) with the figures of its quarter; a quarter has one draft at a time.</summary>
internal static class DraftBulletin
{
    private const string PlacesSql = """
        select count(*), max(key) filter (where state = 'draft') from bulletins where quarter = $1
        """;

    /// <returns>The draft, and whether it is new.</returns>
    public static async Task<(Bulletin Bulletin, bool IsNew)> Handle(
        EventLog log, Caller caller, Quarter quarter, string? note, string person, CollectFigures collect, CancellationToken cancellation)
    {
        var figures = (await collect.Read(quarter, cancellation)) with { Note = note };
        await using var transaction = await log.Begin(caller, cancellation);
        await StoredBulletins.Lock(transaction.Connection, cancellation);
        var (bulletins, draft) = await ReadPlaces(quarter, transaction.Connection, cancellation);
        if (draft is not null)
        {
            return ((await StoredBulletins.Find(transaction.Connection, draft, cancellation))!, false);
        }

        var (bulletin, content, failing) = Made($"{quarter}-{bulletins + 1}", figures, person, InstantField.Kept(transaction.StartedAt));
        var step = new BulletinStep(
            bulletin.Key, bulletin.Version, BulletinMoves.Draft, bulletin.State, bulletin.EnteredAt, person, caller.Organisation, caller.Client, Words: null,
            Successor: null);
        await StoredBulletins.Keep(transaction.Connection, bulletin, step, content, [], cancellation);
        transaction.Append(bulletin.Aggregate, bulletin.Version, bulletin.ToldCollected(failing));
        await transaction.Commit(cancellation);
        return (bulletin, true);
    }

    /// <summary>A draft of these figures with today's template; collecting again makes it anew.</summary>
    public static (Bulletin Bulletin, BulletinContent Content, IReadOnlyList<string> Failing) Made(
        string key, BulletinFigures figures, string person, DateTimeOffset at)
    {
        var template = BulletinTemplates.Current;
        var checks = BulletinChecks.Of(figures);
        var title = ComposeDocument.From(template, figures, checks, new BulletinHead(key, Number: null, IssuedOn: null)).Title;
        var bulletin = new Bulletin
        {
            Key = key, Quarter = figures.Quarter, Title = title, TemplateName = template.Name, TemplateVersion = template.Version,
            CollectedAt = figures.CollectedAt, EnteredBy = person, EnteredAt = at, Version = 1,
        };
        return (
            bulletin, new BulletinContent(key, BulletinTemplates.Write(template), BulletinFormats.Write(figures)),
            [.. checks.Where(c => c.Fails).Select(c => c.Equation)]);
    }

    private static async Task<(long Bulletins, string? Draft)> ReadPlaces(Quarter quarter, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PlacesSql, connection) { Parameters = { new() { Value = quarter.ToString() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), await reader.IsDBNullAsync(1, cancellation) ? null : reader.GetString(1));
    }
}
