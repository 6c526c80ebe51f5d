using Cluster.Contracts;
using Cluster.Contracts.Infrastructure;
using Cluster.Infrastructure.Airports;
using Cluster.Infrastructure.Digital;
using Cluster.Infrastructure.Energy;
using Cluster.Infrastructure.Statistics;
using Cluster.Infrastructure.Water;
using Cluster.Infrastructure.Works;
using Cluster.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cluster.Infrastructure;

/// <summary>Airports, energy, water and the digital network: works by their state, statistics by region and period.</summary>
internal static class WorkResources
{
    public static void MapWorks(this RouteGroupBuilder api)
    {
        api.MapResource<InfrastructureDb, Airport, AirportReported>(new PushAirports(TimeProvider.System));
        api.MapResource<InfrastructureDb, ChargingStation, ChargingStationReported>(new PushChargingStations(TimeProvider.System));
        api.MapResource<InfrastructureDb, TransmissionChannel, TransmissionChannelReported>(new PushTransmissionChannels(TimeProvider.System));
        api.MapResource<InfrastructureDb, GasBranchLine, GasBranchLineReported>(new PushGasBranchLines(TimeProvider.System));
        api.MapResource<InfrastructureDb, Reservoir, ReservoirReported>(new PushReservoirs(TimeProvider.System));
        api.MapResource<InfrastructureDb, ReclaimedPlant, ReclaimedPlantReported>(new PushReclaimedPlants(TimeProvider.System));
        api.MapResource<InfrastructureDb, DataCentre, DataCentreReported>(new PushDataCentres(TimeProvider.System));
        api.MapResource<InfrastructureDb, UtilityTunnel, UtilityTunnelReported>(new PushUtilityTunnels(TimeProvider.System));

        api.MapResource<InfrastructureDb, RuralWater, RuralWaterReported>(new PushRuralWater(TimeProvider.System));
        api.MapResource<InfrastructureDb, ChiefInspection, ChiefInspectionReported>(new PushChiefInspections(TimeProvider.System));
        api.MapResource<InfrastructureDb, ReclaimedUse, ReclaimedUseReported>(new PushReclaimedUse(TimeProvider.System));
        api.MapResource<InfrastructureDb, IrrigatedArea, IrrigatedAreaReported>(new PushIrrigatedAreas(TimeProvider.System));
        api.MapResource<InfrastructureDb, SpongeArea, SpongeAreaReported>(new PushSpongeAreas(TimeProvider.System));
        api.MapResource<InfrastructureDb, BaseStations, BaseStationsReported>(new PushBaseStations(TimeProvider.System));
    }

    public static ModelBuilder AddWorks(this ModelBuilder model)
    {
        model.Work<Airport>("airports").Property(a => a.Kind).HasCode(Airport.Kinds);
        model.Work<ChargingStation>("charging_stations");
        model.Work<TransmissionChannel>("transmission_channels");
        model.Work<GasBranchLine>("gas_branch_lines");
        model.Work<Reservoir>("reservoirs").Property(r => r.Scale).HasCode(Reservoir.Scales);
        model.Work<ReclaimedPlant>("reclaimed_plants");
        model.Work<DataCentre>("data_centres");
        model.Work<UtilityTunnel>("utility_tunnels");

        model.Statistic<RuralWater>("rural_water");
        model.Statistic<ChiefInspection>("chief_inspections").Property(i => i.Level).HasCode(ChiefInspection.Levels);
        model.Statistic<ReclaimedUse>("reclaimed_use");
        model.Statistic<IrrigatedArea>("irrigated_areas");
        model.Statistic<SpongeArea>("sponge_areas");
        model.Statistic<BaseStations>("base_stations").Property(s => s.Carrier).HasCode(BaseStations.Carriers);
        return model;
    }

    private static EntityTypeBuilder<T> Work<T>(this ModelBuilder model, string table)
        where T : Work
    {
        var work = model.Entity<T>().ToTable(table);
        work.HasKey(w => w.Key);
        work.Property(w => w.County).HasConversion(code => code.ToString(), text => DivisionCode.Parse(text));
        work.Property(w => w.Status).HasCode(Works.Work.Statuses);
        return work;
    }

    private static EntityTypeBuilder<T> Statistic<T>(this ModelBuilder model, string table)
        where T : Statistic
    {
        var statistic = model.Entity<T>().ToTable(table);
        statistic.HasKey(s => s.Key);
        statistic.Property(s => s.Region).HasConversion(code => code.ToString(), text => DivisionCode.Parse(text));
        statistic.Property(s => s.Period).HasConversion(period => period.ToString(), text => Period.Parse(text));
        statistic.Property(s => s.Kind).HasCode(PeriodWords.Kinds);
        return statistic;
    }
}
