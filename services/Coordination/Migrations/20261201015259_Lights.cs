using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class Lights : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "light",
                table: "supervision_orders",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "light_adoptions",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    from_day = table.Column<DateOnly>(type: "date", nullable: false),
                    preset = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    rules = table.Column<string>(type: "json", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_light_adoptions", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "light_clocks",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    judged_on = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_light_clocks", x => new { x.kind, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "light_facts",
                columns: table => new
                {
                    subject = table.Column<string>(type: "text", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    said_on = table.Column<DateOnly>(type: "date", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_light_facts", x => new { x.subject, x.what, x.key, x.version });
                });

            migrationBuilder.CreateTable(
                name: "light_months",
                columns: table => new
                {
                    project = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    said_on = table.Column<DateOnly>(type: "date", nullable: false),
                    invested_wan = table.Column<decimal>(type: "numeric", nullable: false),
                    paid_wan = table.Column<decimal>(type: "numeric", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_light_months", x => new { x.project, x.month, x.version });
                });

            migrationBuilder.CreateTable(
                name: "light_reasons",
                columns: table => new
                {
                    number = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    dimension = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    evidence = table.Column<string[]>(type: "text[]", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    from_day = table.Column<DateOnly>(type: "date", nullable: true),
                    until_day = table.Column<DateOnly>(type: "date", nullable: false),
                    requested_by = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_light_reasons", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "light_rebuilds",
                columns: table => new
                {
                    service = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_light_rebuilds", x => x.service);
                });

            migrationBuilder.CreateTable(
                name: "light_subjects",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    departments = table.Column<string[]>(type: "text[]", nullable: false),
                    leads = table.Column<string[]>(type: "text[]", nullable: false),
                    members = table.Column<string[]>(type: "text[]", nullable: false),
                    districts = table.Column<string[]>(type: "text[]", nullable: false),
                    tasks = table.Column<string[]>(type: "text[]", nullable: false),
                    planned_start = table.Column<DateOnly>(type: "date", nullable: true),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    entered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    passages = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_light_subjects", x => new { x.kind, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "lights",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    dimension = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_until = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    light = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "json", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lights", x => new { x.kind, x.subject, x.dimension, x.valid_from });
                });

            migrationBuilder.CreateIndex(
                name: "ix_supervision_orders_light",
                table: "supervision_orders",
                column: "light",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_light_clocks_due_at",
                table: "light_clocks",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "ix_light_reasons_kind_subject",
                table: "light_reasons",
                columns: new[] { "kind", "subject" });

            migrationBuilder.CreateIndex(
                name: "ix_lights_dimension_light_kind_subject",
                table: "lights",
                columns: new[] { "dimension", "light", "kind", "subject" },
                filter: "valid_until is null");

            migrationBuilder.CreateIndex(
                name: "ix_lights_dimension_light_kind_subject_valid_from",
                table: "lights",
                columns: new[] { "dimension", "light", "kind", "subject", "valid_from" });

            migrationBuilder.CreateIndex(
                name: "ix_lights_kind_subject_valid_until",
                table: "lights",
                columns: new[] { "kind", "subject", "valid_until" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "light_adoptions");

            migrationBuilder.DropTable(
                name: "light_clocks");

            migrationBuilder.DropTable(
                name: "light_facts");

            migrationBuilder.DropTable(
                name: "light_months");

            migrationBuilder.DropTable(
                name: "light_reasons");

            migrationBuilder.DropTable(
                name: "light_rebuilds");

            migrationBuilder.DropTable(
                name: "light_subjects");

            migrationBuilder.DropTable(
                name: "lights");

            migrationBuilder.DropIndex(
                name: "ix_supervision_orders_light",
                table: "supervision_orders");

            migrationBuilder.DropColumn(
                name: "light",
                table: "supervision_orders");
        }
    }
}
