using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Infrastructure.Migrations
{
    /// <inheritdoc />
    public partial class TransportNetwork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "alignment_since",
                table: "segments",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "class_since",
                table: "segments",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "completed_on",
                table: "segments",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "earlier_classes",
                table: "segments",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string>(
                name: "from_node",
                table: "segments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "lanes",
                table: "segments",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "line",
                table: "segments",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "routes",
                table: "segments",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<DateOnly>(
                name: "started_on",
                table: "segments",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "to_node",
                table: "segments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "via",
                table: "segments",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.CreateTable(
                name: "corridors",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    members = table.Column<string[]>(type: "text[]", nullable: false),
                    required_class = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_corridors", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "nodes",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    county = table.Column<string>(type: "text", nullable: false),
                    longitude = table.Column<decimal>(type: "numeric", nullable: true),
                    latitude = table.Column<decimal>(type: "numeric", nullable: true),
                    central_city = table.Column<bool>(type: "boolean", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nodes", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "segment_states",
                columns: table => new
                {
                    segment = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    status = table.Column<string>(type: "text", nullable: true),
                    technical_class = table.Column<string>(type: "text", nullable: true),
                    length_km = table.Column<decimal>(type: "numeric", nullable: true),
                    from_node = table.Column<string>(type: "text", nullable: true),
                    to_node = table.Column<string>(type: "text", nullable: true),
                    via = table.Column<string[]>(type: "text[]", nullable: true),
                    routes = table.Column<string[]>(type: "text[]", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_segment_states", x => new { x.segment, x.since });
                });

            // What is known of the segments so far; a later push says more. A day that is not known counts as the day of this migration.
            migrationBuilder.Sql("""
                insert into segment_states (segment, since, status, technical_class, length_km, via, routes)
                select key, coalesce(case when status = 'open' then opened_on end, status_date, (now() at time zone 'Asia/Shanghai')::date),
                       status, technical_class, length_km, '{}', '{}'
                from segments
                """);

            migrationBuilder.CreateIndex(
                name: "ix_corridors_owner_key",
                table: "corridors",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_nodes_owner_key",
                table: "nodes",
                columns: new[] { "owner", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "corridors");

            migrationBuilder.DropTable(
                name: "nodes");

            migrationBuilder.DropTable(
                name: "segment_states");

            migrationBuilder.DropColumn(
                name: "alignment_since",
                table: "segments");

            migrationBuilder.DropColumn(
                name: "class_since",
                table: "segments");

            migrationBuilder.DropColumn(
                name: "completed_on",
                table: "segments");

            migrationBuilder.DropColumn(
                name: "earlier_classes",
                table: "segments");

            migrationBuilder.DropColumn(
                name: "from_node",
                table: "segments");

            migrationBuilder.DropColumn(
                name: "lanes",
                table: "segments");

            migrationBuilder.DropColumn(
                name: "line",
                table: "segments");

            migrationBuilder.DropColumn(
                name: "routes",
                table: "segments");

            migrationBuilder.DropColumn(
                name: "started_on",
                table: "segments");

            migrationBuilder.DropColumn(
                name: "to_node",
                table: "segments");

            migrationBuilder.DropColumn(
                name: "via",
                table: "segments");
        }
    }
}
