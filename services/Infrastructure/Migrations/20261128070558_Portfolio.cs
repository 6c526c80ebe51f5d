using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Infrastructure.Migrations
{
    /// <inheritdoc />
    public partial class Portfolio : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "project_months",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    project = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    year_to_date_wan = table.Column<decimal>(type: "numeric", nullable: false),
                    since_start_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    construction_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    equipment_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    other_costs_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    in_place_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    paid_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    progress = table.Column<string>(type: "text", nullable: true),
                    variance = table.Column<string>(type: "text", nullable: true),
                    correction = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    recorded_in = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_months", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "project_stages",
                columns: table => new
                {
                    project = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_stages", x => new { x.project, x.since });
                });

            migrationBuilder.CreateTable(
                name: "project_years",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    project = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    category = table.Column<string>(type: "text", nullable: true),
                    planned_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    planned_start = table.Column<DateOnly>(type: "date", nullable: true),
                    entered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    removed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    removal_reason = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_years", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "projects",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: false),
                    credit_code = table.Column<string>(type: "text", nullable: true),
                    lead_unit = table.Column<string>(type: "text", nullable: true),
                    responsible_unit = table.Column<string>(type: "text", nullable: true),
                    leader = table.Column<string>(type: "text", nullable: true),
                    counties = table.Column<string[]>(type: "text[]", nullable: false),
                    shares_percent = table.Column<string[]>(type: "text[]", nullable: false),
                    industry_class = table.Column<string>(type: "text", nullable: true),
                    chain = table.Column<string>(type: "text", nullable: true),
                    nature = table.Column<string>(type: "text", nullable: true),
                    funding = table.Column<string>(type: "text", nullable: true),
                    approval = table.Column<string>(type: "text", nullable: true),
                    approval_number = table.Column<string>(type: "text", nullable: true),
                    tasks = table.Column<string[]>(type: "text[]", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    stage_since = table.Column<DateOnly>(type: "date", nullable: true),
                    passages = table.Column<string[]>(type: "text[]", nullable: false),
                    stage_evidence = table.Column<string>(type: "text", nullable: true),
                    stage_reason = table.Column<string>(type: "text", nullable: true),
                    stage_correction = table.Column<string>(type: "text", nullable: true),
                    statistics_stage = table.Column<string>(type: "text", nullable: true),
                    statistics_entered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    total_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    budget_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    loans_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    bonds_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    foreign_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    self_raised_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    other_sources_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    adjusted_total_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    adjustment_number = table.Column<string>(type: "text", nullable: true),
                    planned_start = table.Column<DateOnly>(type: "date", nullable: true),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    planned_completion = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "sender_codes",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    system = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    target = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sender_codes", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_project_months_owner",
                table: "project_months",
                column: "owner")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_project_months_project_month",
                table: "project_months",
                columns: new[] { "project", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_project_years_owner_key",
                table: "project_years",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_project_years_year_project",
                table: "project_years",
                columns: new[] { "year", "project" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_code",
                table: "projects",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_projects_owner_code",
                table: "projects",
                columns: new[] { "owner", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_owner_key",
                table: "projects",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_sender_codes_owner_key",
                table: "sender_codes",
                columns: new[] { "owner", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "project_months");

            migrationBuilder.DropTable(
                name: "project_stages");

            migrationBuilder.DropTable(
                name: "project_years");

            migrationBuilder.DropTable(
                name: "projects");

            migrationBuilder.DropTable(
                name: "sender_codes");
        }
    }
}
