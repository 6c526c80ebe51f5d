using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Cluster.ServiceDefaults;

/// <summary>A service's own database: one data source for statements written by hand, one context for forms and migrations.</summary>
public static class Database
{
    /// <summary>Argument that turns the process into the migration job the others wait for.</summary>
    private const string MigrateArgument = "--migrate";

    /// <summary>
    /// Every statement is written for an index, and its plan is made once for a connection. PostgreSQL would make it for the tables as it
    /// meets them, which are empty at first, and go on to read them from end to end until the next ANALYZE.
    /// </summary>
    private const string Plans = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";

    public static IHostApplicationBuilder AddDatabase<TContext>(this IHostApplicationBuilder builder)
        where TContext : DbContext
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
            Options = Plans,
        };
        settings.MaxPoolSize = builder.Configuration.GetValue("Database:PoolSizeMax", 24);
        builder.Services.AddSingleton(_ => new NpgsqlDataSourceBuilder(settings.ConnectionString).Build());
        builder.Services.AddDbContextPool<TContext>((services, options) =>
            options.UseNpgsql(services.GetRequiredService<NpgsqlDataSource>()).UseSnakeCaseNamingConvention());
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return builder;
    }

    /// <summary>Migrates and ends, or runs. Two jobs at once are safe: EF Core holds a lock while one of them works.</summary>
    public static async Task RunOrMigrate<TContext>(this WebApplication app, string[] args)
        where TContext : DbContext
    {
        if (!args.Contains(MigrateArgument))
        {
            await app.RunAsync();
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TContext>().Database.MigrateAsync();
    }
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
