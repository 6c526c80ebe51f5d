using Cluster.Contracts.Portfolio;
using Cluster.Messaging;
using Cluster.Portfolio.Projects;
using Npgsql;
using NpgsqlTypes;

namespace Cluster.Portfolio.Pool;

/// <summary>A project of any service takes its place in the pool. The inbox lets no older version come here.</summary>
public sealed class OnProjectReported : IHandle<ProjectReported>
{
    /// <summary>A list inside a list would be flattened by unnest, so these travel as their literals.</summary>
    private const string KeepSql = """
        insert into pool_projects (
            key, service, owner, code, name, unit, credit_code, counties, shares_percent, industry_class, chain, funding, tasks, stage,
            statistics_entered_on, total_wan, adjusted_total_wan, planned_start, started_on, planned_completion, completed_on)
        select x.key, x.service, x.owner, x.code, x.name, x.unit, x.credit_code, string_to_array(x.counties, ','), string_to_array(x.shares, ','),
               x.industry_class, x.chain, x.funding, string_to_array(x.tasks, ','), x.stage, x.entered, x.total, x.adjusted, x.planned_start,
               x.started, x.planned_completion, x.completed
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21) as x (
            key, service, owner, code, name, unit, credit_code, counties, shares, industry_class, chain, funding, tasks, stage,
            entered, total, adjusted, planned_start, started, planned_completion, completed)
        order by x.key
        on conflict (key) do update
        set code = excluded.code, name = excluded.name, unit = excluded.unit, credit_code = excluded.credit_code, counties = excluded.counties,
            shares_percent = excluded.shares_percent, industry_class = excluded.industry_class, chain = excluded.chain, funding = excluded.funding,
            tasks = excluded.tasks, stage = excluded.stage, statistics_entered_on = excluded.statistics_entered_on, total_wan = excluded.total_wan,
            adjusted_total_wan = excluded.adjusted_total_wan, planned_start = excluded.planned_start, started_on = excluded.started_on,
            planned_completion = excluded.planned_completion, completed_on = excluded.completed_on
        """;

    public async Task Handle(IReadOnlyList<Received<ProjectReported>> events, LogTransaction transaction, CancellationToken cancellation)
    {
        var newest = events.GroupBy(e => e.Aggregate).Select(g => g.MaxBy(e => e.Version)!)
            .Select(e => (Key: PoolTables.KeyIn(e.Source, e.Event.Key), e.Source, e.Event)).ToList();
        await using var command = new NpgsqlCommand(KeepSql, transaction.Connection)
        {
            Parameters =
            {
                Texts(e => e.Key), Texts(e => e.Source), Texts(e => e.Event.Owner), Texts(e => e.Event.Code), Texts(e => e.Event.Name), Texts(e => e.Event.Unit),
                Texts(e => e.Event.CreditCode?.ToString()), Texts(e => string.Join(',', e.Event.Counties)), Texts(e => string.Join(',', e.Event.SharesPercent)),
                Texts(e => e.Event.IndustryClass), Texts(e => e.Event.Chain), Texts(e => e.Event.Funding), Texts(e => string.Join(',', e.Event.Tasks)),
                Texts(e => e.Event.Stage), Days(e => e.Event.StatisticsEnteredOn), Money(e => e.Event.TotalWan), Money(e => e.Event.AdjustedTotalWan),
                Days(e => e.Event.PlannedStart), Days(e => e.Event.StartedOn), Days(e => e.Event.PlannedCompletion), Days(e => e.Event.CompletedOn),
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
        await StagePassages.Keep([.. newest.Select(e => (e.Key, e.Event.Passages))], transaction.Connection, cancellation);

        NpgsqlParameter Texts(Func<(string Key, string Source, ProjectReported Event), string?> of) => new() { Value = newest.Select(of).ToArray() };

        NpgsqlParameter Days(Func<(string Key, string Source, ProjectReported Event), DateOnly?> of) =>
            new() { Value = newest.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date };

        NpgsqlParameter Money(Func<(string Key, string Source, ProjectReported Event), decimal?> of) =>
            new() { Value = newest.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Numeric };
    }
}
