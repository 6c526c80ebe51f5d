using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Reporting.Facts;

/// <summary>
/// What an organisation led passes to its successor on the day of a merger or a rename. The cycle of that day is the successor's alone, with what had
/// been reported for it under the old name; the cycles before keep the name of their days.
/// </summary>
internal sealed class Successions
{
    public const string Sql = "select key, valid_until, successor from organisations where successor is not null and valid_until is not null order by valid_until, key";

    private readonly List<Succession> _inOrder;
    private readonly PeriodType _rhythm;

    private Successions(List<Succession> inOrder, PeriodType rhythm) => (_inOrder, _rhythm) = (inOrder, rhythm);

    public static async Task<Successions> Read(NpgsqlDataReader reader, PeriodType rhythm, CancellationToken cancellation)
    {
        var found = new List<Succession>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new Succession(reader.GetString(0), reader.GetFieldValue<DateOnly>(1).AddDays(1), reader.GetString(2)));
        }

        return new Successions(found, rhythm);
    }

    public List<RoleChange> Hand(List<RoleChange> roles)
    {
        foreach (var passed in _inOrder)
        {
            var held = roles.Where(r => r.Organisation == passed.From && r.On < passed.On).GroupBy(r => (r.Task, r.Role))
                .Where(own => own.MaxBy(r => (r.On, r.KnownAt, r.Version))!.IsHeld).Select(own => own.Key).ToList();
            var (since, known) = (Period.Of(passed.On, _rhythm).FirstDay, passed.On.StartsAt());
            roles.AddRange(held.SelectMany(h => new[]
            {
                new RoleChange(h.Task, passed.From, h.Role, since, IsHeld: false, known, long.MaxValue),
                new RoleChange(h.Task, passed.To, h.Role, passed.On, IsHeld: true, known, long.MaxValue),
            }));
        }

        return roles;
    }

    /// <summary>An item of the old name alone is the successor's too, from that day on.</summary>
    public List<LoadedItem> Hand(List<LoadedItem> items)
    {
        foreach (var passed in _inOrder)
        {
            items.AddRange([.. items.Where(i => i.Item.Organisation == passed.From).Select(i => i with { Item = i.Item with { Organisation = passed.To } })]);
        }

        return items;
    }

    public List<ReceivedPart> Hand(List<ReceivedPart> parts) =>
        _inOrder.Count == 0 ? parts : parts.ConvertAll(part => part with { Organisation = NameFor(part.Organisation, part.Period) });

    private string NameFor(string organisation, Period period) => _inOrder
        .Where(passed => passed.On <= period.LastDay).Aggregate(organisation, (name, passed) => name == passed.From ? passed.To : name);

    private sealed record Succession(string From, DateOnly On, string To);
}
