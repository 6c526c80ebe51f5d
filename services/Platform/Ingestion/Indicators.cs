using Cluster.Contracts;
using Cluster.Messaging;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cluster.Ingestion;

/// <summary>A service's measurements of the plan's targets (指标): the last of each is kept, and told to others only when it says something new.</summary>
public static class Indicators
{
    private const string KeepSql = """
        insert into measured_indicators as m (code, region, period, value, version) values ($1, $2, $3, $4, 1)
        on conflict (code, region) do update
        set period = excluded.period, value = excluded.value, version = m.version + 1
        where m.value is distinct from excluded.value or m.period <> excluded.period
        returning version
        """;

    private const string WithdrawSql = """
        update measured_indicators set value = null, version = version + 1
        where code = $1 and region = $2 and value is not null
        returning version
        """;

    private const string LockSql = "select pg_advisory_xact_lock(hashtextextended('indicator/' || $1, 0))";

    public static ModelBuilder AddIndicators(this ModelBuilder model)
    {
        model.Entity<MeasuredIndicator>(indicator =>
        {
            indicator.ToTable("measured_indicators");
            indicator.HasKey(i => new { i.Code, i.Region });
        });
        return model;
    }

    /// <summary>
    /// Call it before reading what an indicator is measured from: measurements of one indicator follow each other, so that of two
    /// transactions that each saw only their own change the later one counts both.
    /// </summary>
    public static async Task LockIndicator(this LogTransaction transaction, string code, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LockSql, transaction.Connection) { Parameters = { new() { Value = code } } };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Publishes the measurement with the transaction that made it true.</summary>
    public static async Task Publish(
        this LogTransaction transaction, string service, IndicatorMeasured measured, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                new() { Value = measured.Code }, new() { Value = measured.Region }, new() { Value = measured.Period },
                new() { Value = measured.Value },
            },
        };
        if (await command.ExecuteScalarAsync(cancellation) is long version)
        {
            transaction.Append(AggregateOf(service, measured.Code, measured.Region), version, measured);
        }
    }

    /// <summary>Takes the last measurement back, if there is one: what it was measured from does not say any more how the target stands.</summary>
    public static async Task Withdraw(
        this LogTransaction transaction, string service, string code, string region, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(WithdrawSql, transaction.Connection)
        {
            Parameters = { new() { Value = code }, new() { Value = region } },
        };
        if (await command.ExecuteScalarAsync(cancellation) is long version)
        {
            transaction.Append(AggregateOf(service, code, region), version, new IndicatorWithdrawn(code, region));
        }
    }

    private static string AggregateOf(string service, string code, string region) => $"{service}/indicators/{code}/{region}";
}

internal sealed class MeasuredIndicator
{
    public required string Code { get; init; }

    public required string Region { get; init; }

    public DateOnly Period { get; init; }

    /// <summary>Null: withdrawn.</summary>
    public decimal? Value { get; init; }

    public long Version { get; init; }
}
