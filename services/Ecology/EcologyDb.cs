using Cluster.Contracts;
using Cluster.Ecology.DailyValues;
using Cluster.Ecology.Stations;
using Cluster.Ingestion;
using Cluster.Ingestion.Jobs;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;
using Cluster.Portfolio;
using Cluster.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Cluster.Ecology;

/// <summary>The tables of this service; unique keys are where idempotence lives.</summary>
public sealed class EcologyDb(DbContextOptions<EcologyDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddEventLog().AddIdempotencyKeys().AddSenderCodes().AddPushJobs().AddWebhooks().AddIndicators().AddPortfolio();
        modelBuilder.Entity<Station>(station =>
        {
            station.ToTable("stations");
            station.HasKey(s => s.Key);
            station.Property(s => s.Kind).HasCode(Station.Kinds);
            station.Property(s => s.DivisionCode).HasConversion(code => code.ToString(), text => DivisionCode.Parse(text));
        });
        modelBuilder.Entity<DailyValue>(value =>
        {
            value.ToTable("daily_values");
            value.HasKey(v => v.Key);
            value.Property(v => v.Parameter).HasCode(Measurand.Codes);
            value.Property(v => v.Quality).HasCode(DailyValue.Qualities);

            // A station's newest water class; the rows of every other parameter pay nothing for it.
            value.HasIndex(v => new { v.Station, v.Date }).HasFilter("parameter = 'water-class' and quality = 'valid'");
        });
        modelBuilder.IndexOwners();
    }
}
