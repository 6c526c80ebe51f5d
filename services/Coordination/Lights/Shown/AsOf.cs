using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Lights.Shown;

/// <summary>The day that a question is about.</summary>
internal static class AsOf
{
    /// <summary>What is shown now is one index; any other day is another.</summary>
    public static string Sql(NpgsqlCommand command, DateOnly? asOf, TimeProvider time)
    {
        if (Day(asOf, time) is var day && day == time.Today())
        {
            return "l.valid_until is null";
        }

        command.Parameters.Add(new() { Value = day });
        var place = command.Parameters.Count;
        return $"l.valid_from <= ${place} and (l.valid_until is null or l.valid_until > ${place})";
    }

    public static DateOnly Day(DateOnly? asOf, TimeProvider time)
    {
        var today = time.Today();
        return asOf is not { } day ? today
            : day <= today ? day
            : throw RequestForm.Refuse(Fault.Of("asOf", LightRefusals.AsOfFuture, $"{day:yyyy-MM-dd}", $"{today:yyyy-MM-dd}").Allowing([$"≤ {today:yyyy-MM-dd}"]));
    }

    public static IEnumerable<Fault> Closed(string name, string zh, string en, string? given, IReadOnlyCollection<string> allowed) =>
        given is null || allowed.Contains(given) ? [] : [Fault.Of(name, IngestionRefusals.NotAllowed, zh, Refusal.Repeat(given), en).Allowing(allowed)];
}
