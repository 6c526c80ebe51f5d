using Cluster.Contracts.Coordination;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Contacts;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Notices;

/// <summary>
/// Writes down who is to be told, with what it is about in one transaction. The platform itself rings nobody: an event goes to whoever subscribes, and
/// the city's SMS or office system sends it.
/// </summary>
internal static class LeaveNotices
{
    /// <summary>Who has no valid contact on the day has a row all the same; nobody is told twice.</summary>
    private const string Sql = """
        with left_now as (
            insert into notices (about, version, organisation, step, at, zh, en, receipts)
            select $1, $2, unit, $3, $4, $5, $6, array(
                select c.receipt from contacts c
                where c.organisation = unit and c.valid_from <= $7 and (c.valid_until is null or c.valid_until >= $7) order by c.receipt)
            from unnest($8) as unit
            on conflict do nothing
            returning organisation, receipts)
        select l.organisation, c.receipt, c.person, c.post, c.telephone
        from left_now l left join contacts c on c.receipt = any(l.receipts)
        order by l.organisation, c.receipt
        """;

    public static async Task For(IEnumerable<string> organisations, Notice notice, LogTransaction transaction, CancellationToken cancellation)
    {
        string[] units = [.. organisations.Distinct()];
        if (units.Length == 0)
        {
            return;
        }

        foreach (var (unit, contacts) in await Keep(units, notice, transaction, cancellation))
        {
            transaction.Append(
                $"coordination/{GetNotices.Name}/{notice.About}.{notice.Version}.{unit}", 1,
                new NoticeIssued(notice.About, notice.Version, notice.Step, unit, contacts, notice.Zh, notice.En), concerns: [unit]);
        }
    }

    private static async Task<Dictionary<string, List<NoticeContact>>> Keep(
        string[] units, Notice notice, LogTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = notice.About }, new() { Value = notice.Version }, new() { Value = notice.Step }, new() { Value = transaction.StartedAt },
                new() { Value = notice.Zh }, new() { Value = notice.En }, new() { Value = transaction.StartedAt.CityDay() }, new() { Value = units },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var told = new Dictionary<string, List<NoticeContact>>();
        while (await reader.ReadAsync(cancellation))
        {
            var unit = reader.GetString(0);
            told.TryAdd(unit, []);
            if (!await reader.IsDBNullAsync(1, cancellation))
            {
                told[unit].Add(new NoticeContact(reader.GetString(1), reader.GetString(2), reader.GetString(3), Contact.Masked(reader.GetString(4))));
            }
        }

        return told;
    }
}
