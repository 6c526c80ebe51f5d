using System.Data;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Cluster.ServiceDefaults;

/// <summary>What a service's database has beside its migrations and follows from its model: made anew at each start, by one replica at a time.</summary>
public interface IDatabaseObjects<TContext>
    where TContext : DbContext
{
    string SqlFor(IModel model);
}

/// <summary>A service's own database: one data source for statements written by hand, one context for forms and migrations.</summary>
public static partial class Database
{
    /// <summary>Argument of an operator who wants to see the database migrated before anything runs on it.</summary>
    public const string MigrateArgument = "--migrate";

    private const long MigrationLock = 0x636c7573746572; // any number that nobody else takes
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>Name of the data source for pushes, the relay and consumers, whose statements find rows by their keys.</summary>
    public const string ByKey = "by-key";

    /// <summary>A view is read in a millisecond, which a compiler or a second process would take longer to help with.</summary>
    private const string SmallPlans = "-c jit=off -c max_parallel_workers_per_gather=0";

    /// <summary>
    /// Every statement is written for an index, and its plan is made once for a connection. PostgreSQL would make it for the tables as it
    /// meets them, which are empty at first, and go on to read them from end to end until the next ANALYZE.
    /// </summary>
    public const string ByKeyPlans = $"{SmallPlans} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off";

    /// <summary>
    /// What is large (answers that are kept for a repeat, events of many readings) PostgreSQL compresses while its writer waits, and lz4 takes it a fraction of the
    /// time of its own pglz. A server that was built without it, or an operator who gave the database another owner, keeps what it has.
    /// </summary>
    private const string QuickCompressionSql = """
        do $$ begin
            execute format('alter database %I set default_toast_compression = lz4', current_database());
        exception when invalid_parameter_value or undefined_object or insufficient_privilege then
            raise notice 'lz4 is not to be had here: %', sqlerrm;
        end $$
        """;

    public static IHostApplicationBuilder AddDatabase<TContext>(this IHostApplicationBuilder builder)
        where TContext : DbContext
    {
        builder.AddDataSource();
        builder.Services.AddDbContextPool<TContext>((services, options) =>
            options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()).UseSnakeCaseNamingConvention());
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return builder;
    }

    /// <summary>The connections alone, for a program that has its own context and its own say about health.</summary>
    public static IHostApplicationBuilder AddDataSource(this IHostApplicationBuilder builder)
    {
        var settings = new NpgsqlConnectionStringBuilder(
            builder.Configuration.GetConnectionString("database")
            ?? throw new InvalidOperationException("ConnectionStrings:database is not set."))
        {
            MaxAutoPrepare = 60,
            AutoPrepareMinUsages = 2,
            Timeout = 5,
            CommandTimeout = 20,
            // Nothing that a statement sets outlives its transaction, so there is nothing to take back between two of them.
            NoResetOnClose = true,
            MaxPoolSize = builder.Configuration.GetValue("Database:PoolSizeMax", 20),
        };
        builder.Services.AddSingleton(_ => Open(settings, SmallPlans));
        builder.Services.AddKeyedSingleton(ByKey, (_, _) => Open(settings, ByKeyPlans));
        return builder;
    }

    private static NpgsqlDataSource Open(NpgsqlConnectionStringBuilder settings, string plans) =>
        new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Options = plans }.ConnectionString).Build();

    /// <summary>Brings the database into this version's shape and runs; with <c>--migrate</c> it ends there.</summary>
    public static async Task MigrateAndRun<TContext>(this WebApplication app, string[] args)
        where TContext : DbContext
    {
        await app.Migrate<TContext>();
        if (!args.Contains(MigrateArgument))
        {
            await app.RunAsync();
        }
    }

    /// <summary>Replicas may do it at the same time: one works and the others wait. A database that does not answer yet is waited for.</summary>
    public static async Task Migrate<TContext>(this WebApplication app)
        where TContext : DbContext
    {
        var untilItAnswers = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Exception is { } failure && IsAway(failure)),
            MaxRetryAttempts = int.MaxValue,
            Delay = LookAgainAfter,
            OnRetry = attempt =>
            {
                Waiting(app.Logger, attempt.Outcome.Exception!.Message);
                return ValueTask.CompletedTask;
            },
        }).Build();
        await untilItAnswers.ExecuteAsync(async cancellation =>
        {
            await using var scope = app.Services.CreateAsyncScope();
            await MigrateAlone(scope.ServiceProvider.GetRequiredService<TContext>(), scope.ServiceProvider.GetServices<IDatabaseObjects<TContext>>(), cancellation);
        });
    }

    /// <summary>
    /// EF Core decides once what is pending and then locks for each migration anew, so that with two of them pending a second replica would
    /// apply the last one again. The lock around all of them is the session's, not a transaction's; it ends with the session at the latest.
    /// </summary>
    private static async Task MigrateAlone<TContext>(TContext context, IEnumerable<IDatabaseObjects<TContext>> objects, CancellationToken cancellation)
        where TContext : DbContext
    {
        var database = context.Database;
        await database.OpenConnectionAsync(cancellation);
        try
        {
            await database.ExecuteSqlAsync($"select pg_advisory_lock({MigrationLock})", cancellation);
            await database.MigrateAsync(cancellation);
            await database.ExecuteSqlRawAsync(QuickCompressionSql, cancellation);
            foreach (var made in objects)
            {
                await using var command = database.GetDbConnection().CreateCommand();
                command.CommandText = made.SqlFor(context.Model);
                await command.ExecuteNonQueryAsync(cancellation);
            }
        }
        finally
        {
            if (database.GetDbConnection().State == ConnectionState.Open)
            {
                await database.ExecuteSqlAsync($"select pg_advisory_unlock({MigrationLock})", cancellation);
            }

            await database.CloseConnectionAsync();
        }
    }

    /// <summary>
    /// Connection refused or lost, server starting or stopping, pool exhausted, a deadlock's victim: the same may simply be tried again. A wrong
    /// password or a statement that fails is final.
    /// </summary>
    public static bool IsAway(Exception failure) => failure switch
    {
        PostgresException refused => refused.IsTransient || refused.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or SocketException or TimeoutException => true,
        { InnerException: { } inner } => IsAway(inner),
        _ => false,
    };

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "The database is waited for: {Reason}")]
    private static partial void Waiting(ILogger logger, string reason);
}

internal sealed class DatabaseHealth(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException failure)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", failure);
        }
    }
}
