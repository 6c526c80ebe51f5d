using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Infrastructure.Migrations
{
    /// <inheritdoc />
    public partial class ProjectFigures : Migration
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "project_months");

            migrationBuilder.DropTable(
                name: "project_years");
        }
    }
}
