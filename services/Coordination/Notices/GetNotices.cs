using System.Security.Claims;
using Cluster.Contracts.Coordination;
using Cluster.Coordination.Contacts;
using Cluster.Coordination.ReadModels;
using Cluster.Ingestion.Past;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Notices;

/// <summary>Who was to be told of a step, and when.</summary>
/// <param name="Contacts">Those that were valid on the day; a telephone is whole to the office and to the organisation itself.</param>
/// <param name="WithoutContact">The alarm (无有效联络员): there was nobody to tell.</param>
public sealed record ContactNotice(
    string About, long Version, string Step, string Organisation, DateTimeOffset At, bool WithoutContact, IReadOnlyList<NoticeContact> Contacts, string Zh,
    string En);

/// <param name="IsWhole">Whether all of them are here.</param>
public sealed record ContactNotices(IReadOnlyList<ContactNotice> Items, bool IsWhole);

/// <summary>Notices, the newest first: the office reads all, a department those to itself.</summary>
internal static class GetNotices
{
    public const string Name = "notices";
    private const int ItemsMax = 500;

    /// <summary>$1 is the department that reads, $2 what they are about.</summary>
    private const string Sql = """
        with page as (
            select * from notices n
            where ($1::text is null or n.organisation = $1) and ($2::text is null or n.about = $2) and ($3::text is null or n.organisation = $3)
            order by n.at desc, n.about, n.version desc, n.organisation
            limit $4)
        select p.about, p.version, p.step, p.organisation, p.at, p.zh, p.en, c.receipt, c.person, c.post, c.telephone
        from page p left join contacts c on c.receipt = any(p.receipts)
        order by p.at desc, p.about, p.version desc, p.organisation, c.receipt
        """;

    /// <summary>The last that each of them was to be told, where there was nobody to tell.</summary>
    private const string WithoutContactSql = """
        select organisation from (select distinct on (organisation) organisation, receipts from notices where about = $2 order by organisation, version desc) last
        where receipts = array[]::text[] and ($1::text is null or organisation = $1)
        order by organisation
        """;

    public static RouteGroupBuilder MapNotices(this RouteGroupBuilder api)
    {
        api.MapGet(Name, async (
            HttpContext context, NpgsqlDataSource database, TimeProvider time, string? about, string? organisation, string? asOf, CancellationToken cancellation) =>
        {
            await using var connection = await database.OpenAsOf(AsOf.Day(asOf, time), cancellation);
            return await Read(context.User, SqlText.Asked(about), SqlText.Asked(organisation), connection, cancellation);
        }).WithSummary("通知联络员的记录，可查任一天，新的在前，至多 500 条 Whose contacts were to be told what, on any day, the newest first, at most 500");
        return api;
    }

    public static async Task<ContactNotices> Read(
        ClaimsPrincipal user, string? about, string? organisation, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(Sql);
        foreach (var text in new[] { user.SeesOnly(), about, organisation })
        {
            command.Parameters.Add(SqlText.Of(text));
        }

        command.Parameters.Add(new() { Value = ItemsMax + 1 });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(ContactNotice Notice, List<NoticeContact> Contacts)>();
        while (await reader.ReadAsync(cancellation))
        {
            var contacts = new List<NoticeContact>();
            var notice = new ContactNotice(
                reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4),
                WithoutContact: await reader.IsDBNullAsync(7, cancellation), contacts, reader.GetString(5), reader.GetString(6));
            if (found is not [.., var last] || (last.Notice.About, last.Notice.Version, last.Notice.Organisation) != (notice.About, notice.Version, notice.Organisation))
            {
                found.Add((notice, contacts));
            }

            if (!notice.WithoutContact)
            {
                found[^1].Contacts.Add(new NoticeContact(
                    reader.GetString(7), reader.GetString(8), reader.GetString(9),
                    user.IsInRole(Roles.Office) || user.Organisation() == notice.Organisation ? reader.GetString(10) : Contact.Masked(reader.GetString(10))));
            }
        }

        return new ContactNotices([.. found.Take(ItemsMax).Select(f => f.Notice)], found.Count <= ItemsMax);
    }

    public static async Task<List<string>> WithoutContact(ClaimsPrincipal user, string about, AsOfConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(WithoutContactSql);
        command.Parameters.Add(SqlText.Of(user.SeesOnly()));
        command.Parameters.Add(new() { Value = about });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var units = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            units.Add(reader.GetString(0));
        }

        return units;
    }
}
