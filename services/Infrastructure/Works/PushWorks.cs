using Cluster.Contracts.Infrastructure;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Infrastructure.Works;

/// <summary>
/// A department pushes works (工程) of one sort. How far a work is, its days and what must hold between them is said here for all of them; a
/// subclass says what else a work of its sort has.
/// </summary>
public abstract class PushWorks<T, TEvent>(TimeProvider time, string name, IReadOnlyList<Field> required, IReadOnlyList<Field> optional)
    : Push<T, TEvent>(
        "infrastructure", name, [WorkFields.Key, WorkFields.Name, WorkFields.County, .. required, WorkFields.Status, WorkFields.StatusDate],
        [.. optional, WorkFields.StartedOn, WorkFields.CompletedOn, WorkFields.InServiceOn, WorkFields.Correction, WorkFields.Note, WorkFields.Demonstration])
    where T : Work
    where TEvent : WorkReported
{
    private readonly string _storedSql =
        $"select key, status, correction, as_of from {name.Replace('-', '_')} where key = any($1) order by key for update";

    public sealed override T Build(Row row)
    {
        var work = BuildOwn(row) with
        {
            Name = row.Get(WorkFields.Name),
            County = row.Get(WorkFields.County),
            Status = row.Get(WorkFields.Status),
            StatusDate = row.Get(WorkFields.StatusDate),
            StartedOn = row.Find(WorkFields.StartedOn),
            CompletedOn = row.Find(WorkFields.CompletedOn),
            InServiceOn = row.Find(WorkFields.InServiceOn),
            Correction = row.Find(WorkFields.Correction),
            Note = row.Find(WorkFields.Note),
            Demonstration = row.Find(WorkFields.Demonstration) ?? false,
        };
        if (row.IsSound)
        {
            WorkDays.Judge(work, time.Today()).ForEach(row.Refuse);
        }

        return work;
    }

    public sealed override TEvent Describe(T resource) => DescribeOwn(resource) with
    {
        Key = resource.Key, Owner = resource.Owner, Name = resource.Name, County = resource.County, Status = Work.Statuses.Write(resource.Status),
        StatusDate = resource.StatusDate, StartedOn = resource.StartedOn, CompletedOn = resource.CompletedOn, InServiceOn = resource.InServiceOn,
        Correction = resource.Correction, Note = resource.Note, Demonstration = resource.Demonstration,
    };

    /// <summary>Keeps the reason of a status that is only said again.</summary>
    public sealed override async Task<Func<T, T>?> Resolve(IReadOnlyList<T> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var stored = await ReadStored([.. rows.Select(r => r.Key)], connection, cancellation);
        return work => stored.TryGetValue(work.Key, out var before)
            ? work with { Before = before, Correction = work.Correction ?? (work.Status == before.Status ? before.Correction : null) }
            : work;
    }

    public sealed override Task<Func<T, IEnumerable<Fault>>> Check(
        IReadOnlyList<T> rows, NpgsqlConnection connection, CancellationToken cancellation) =>
        Task.FromResult<Func<T, IEnumerable<Fault>>>(work => FellBack(work) is { } fault ? [fault] : []);

    /// <summary>The key, the owner, and what only works of this sort have.</summary>
    protected abstract T BuildOwn(Row row);

    /// <summary>What only works of this sort tell.</summary>
    protected abstract TEvent DescribeOwn(T work);

    /// <summary>A row that comes late changes nothing, and so nothing falls back.</summary>
    private static Fault? FellBack(T work) =>
        work is { Before: { } before, Correction: null } && Work.FallsBack(before.Status, work.Status) && !(work.AsOf < before.AsOf)
            ? Fault.Of(
                WorkFields.Status.Name, InfrastructureRefusals.StatusFallsBack, Work.Statuses.WordOf(before.Status).Zh, Work.Statuses.WordOf(work.Status).Zh,
                Work.Statuses.Write(before.Status), Work.Statuses.Write(work.Status))
                .Allowing([.. Work.Statuses.All.Skip((int)before.Status)])
            : null;

    private async Task<Dictionary<string, WorkState>> ReadStored(string[] keys, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(_storedSql, connection) { Parameters = { new() { Value = keys } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stored = new Dictionary<string, WorkState>();
        while (await reader.ReadAsync(cancellation))
        {
            stored.Add(reader.GetString(0), new WorkState(
                Work.Statuses.Parse(reader.GetString(1)), await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetString(2),
                reader.GetFieldValue<DateTimeOffset?>(3)));
        }

        return stored;
    }
}

/// <summary>The fields that every work has.</summary>
internal static class WorkFields
{
    public static readonly TextField Key = new("key", "工程编码", "The work's key", MaxLength: 100);
    public static readonly TextField Name = new("name", "名称", "The name", MaxLength: 200);
    public static readonly DivisionCodeField County = new("county", "所在旗县区", "The county", Divisions.Counties);
    public static readonly CodeField<WorkStatus> Status = new("status", "状态", "The status", Work.Statuses);
    public static readonly DateField StatusDate = new("statusDate", "状态日期", "The day of the status");
    public static readonly DateField StartedOn = new("startedOn", "开工日期", "The day of its start");
    public static readonly DateField CompletedOn = new("completedOn", "建成日期", "The day of its completion");
    public static readonly DateField InServiceOn = new("inServiceOn", "投用日期", "The day it went into service");
    public static readonly TextField Correction = new("correction", "更正原因", "The reason of the correction", MaxLength: 500, Lines: true);
    public static readonly TextField Note = new("note", "说明", "The note", MaxLength: 2_000, Lines: true);
    public static readonly FlagField Demonstration = new("demonstration", "演示数据", "The demonstration flag");
}
