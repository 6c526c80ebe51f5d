using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Infrastructure.Migrations
{
    /// <inheritdoc />
    public partial class Works : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "airports",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    county = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    status_date = table.Column<DateOnly>(type: "date", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    in_service_on = table.Column<DateOnly>(type: "date", nullable: true),
                    correction = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_airports", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "base_stations",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    carrier = table.Column<string>(type: "text", nullable: false),
                    stations = table.Column<long>(type: "bigint", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    region = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_base_stations", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "charging_stations",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    route = table.Column<string>(type: "text", nullable: false),
                    piles = table.Column<long>(type: "bigint", nullable: false),
                    power_kw = table.Column<decimal>(type: "numeric", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    county = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    status_date = table.Column<DateOnly>(type: "date", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    in_service_on = table.Column<DateOnly>(type: "date", nullable: true),
                    correction = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_charging_stations", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "chief_inspections",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    water = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    rounds_due = table.Column<long>(type: "bigint", nullable: false),
                    rounds_done = table.Column<long>(type: "bigint", nullable: false),
                    problems_found = table.Column<long>(type: "bigint", nullable: false),
                    problems_solved = table.Column<long>(type: "bigint", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    region = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_chief_inspections", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "data_centres",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    racks = table.Column<long>(type: "bigint", nullable: false),
                    pue = table.Column<decimal>(type: "numeric", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    county = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    status_date = table.Column<DateOnly>(type: "date", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    in_service_on = table.Column<DateOnly>(type: "date", nullable: true),
                    correction = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_centres", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "gas_branch_lines",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    length_km = table.Column<decimal>(type: "numeric", nullable: false),
                    capacity_yi_m3per_year = table.Column<decimal>(type: "numeric", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    county = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    status_date = table.Column<DateOnly>(type: "date", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    in_service_on = table.Column<DateOnly>(type: "date", nullable: true),
                    correction = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gas_branch_lines", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "irrigated_areas",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    area = table.Column<decimal>(type: "numeric", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    region = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_irrigated_areas", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "reclaimed_plants",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    capacity_wan_m3per_day = table.Column<decimal>(type: "numeric", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    county = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    status_date = table.Column<DateOnly>(type: "date", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    in_service_on = table.Column<DateOnly>(type: "date", nullable: true),
                    correction = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reclaimed_plants", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "reclaimed_use",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    wastewater_treated = table.Column<decimal>(type: "numeric", nullable: true),
                    reclaimed_used = table.Column<decimal>(type: "numeric", nullable: true),
                    use_pct = table.Column<decimal>(type: "numeric", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    region = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reclaimed_use", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "reservoirs",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    scale = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    county = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    status_date = table.Column<DateOnly>(type: "date", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    in_service_on = table.Column<DateOnly>(type: "date", nullable: true),
                    correction = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reservoirs", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "rural_water",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    population_served = table.Column<decimal>(type: "numeric", nullable: false),
                    population_with_tap_water = table.Column<decimal>(type: "numeric", nullable: true),
                    tap_water_pct = table.Column<decimal>(type: "numeric", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    region = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rural_water", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "sponge_areas",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    built_up_area = table.Column<decimal>(type: "numeric", nullable: true),
                    area = table.Column<decimal>(type: "numeric", nullable: true),
                    sponge_pct = table.Column<decimal>(type: "numeric", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    region = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sponge_areas", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "transmission_channels",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    voltage_kv = table.Column<long>(type: "bigint", nullable: false),
                    length_km = table.Column<decimal>(type: "numeric", nullable: true),
                    capacity_wan_kw = table.Column<decimal>(type: "numeric", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    county = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    status_date = table.Column<DateOnly>(type: "date", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    in_service_on = table.Column<DateOnly>(type: "date", nullable: true),
                    correction = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transmission_channels", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "utility_tunnels",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    length_km = table.Column<decimal>(type: "numeric", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    county = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    status_date = table.Column<DateOnly>(type: "date", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    in_service_on = table.Column<DateOnly>(type: "date", nullable: true),
                    correction = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    demonstration = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_utility_tunnels", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_airports_owner_key",
                table: "airports",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_base_stations_owner_key",
                table: "base_stations",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_charging_stations_owner_key",
                table: "charging_stations",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_chief_inspections_owner_key",
                table: "chief_inspections",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_data_centres_owner_key",
                table: "data_centres",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_gas_branch_lines_owner_key",
                table: "gas_branch_lines",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_irrigated_areas_owner_key",
                table: "irrigated_areas",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_reclaimed_plants_owner_key",
                table: "reclaimed_plants",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_reclaimed_use_owner_key",
                table: "reclaimed_use",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_reservoirs_owner_key",
                table: "reservoirs",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_rural_water_owner_key",
                table: "rural_water",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_sponge_areas_owner_key",
                table: "sponge_areas",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_transmission_channels_owner_key",
                table: "transmission_channels",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_utility_tunnels_owner_key",
                table: "utility_tunnels",
                columns: new[] { "owner", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "airports");

            migrationBuilder.DropTable(
                name: "base_stations");

            migrationBuilder.DropTable(
                name: "charging_stations");

            migrationBuilder.DropTable(
                name: "chief_inspections");

            migrationBuilder.DropTable(
                name: "data_centres");

            migrationBuilder.DropTable(
                name: "gas_branch_lines");

            migrationBuilder.DropTable(
                name: "irrigated_areas");

            migrationBuilder.DropTable(
                name: "reclaimed_plants");

            migrationBuilder.DropTable(
                name: "reclaimed_use");

            migrationBuilder.DropTable(
                name: "reservoirs");

            migrationBuilder.DropTable(
                name: "rural_water");

            migrationBuilder.DropTable(
                name: "sponge_areas");

            migrationBuilder.DropTable(
                name: "transmission_channels");

            migrationBuilder.DropTable(
                name: "utility_tunnels");
        }
    }
}
