using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class ProjectPool : Migration
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
                    owner = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    year_to_date_wan = table.Column<decimal>(type: "numeric", nullable: false),
                    since_start_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    in_place_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    paid_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
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
                    owner = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    category = table.Column<string>(type: "text", nullable: true),
                    planned_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    planned_start = table.Column<string>(type: "text", nullable: true),
                    entered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    removed_on = table.Column<DateOnly>(type: "date", nullable: true)
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
                    service = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: false),
                    credit_code = table.Column<string>(type: "text", nullable: true),
                    counties = table.Column<string[]>(type: "text[]", nullable: false),
                    shares_percent = table.Column<string[]>(type: "text[]", nullable: false),
                    industry_class = table.Column<string>(type: "text", nullable: true),
                    chain = table.Column<string>(type: "text", nullable: true),
                    funding = table.Column<string>(type: "text", nullable: true),
                    tasks = table.Column<string[]>(type: "text[]", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    statistics_entered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    total_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    adjusted_total_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    planned_start = table.Column<DateOnly>(type: "date", nullable: true),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    planned_completion = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_project_months_project_month",
                table: "project_months",
                columns: new[] { "project", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_project_years_year_project",
                table: "project_years",
                columns: new[] { "year", "project" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_code",
                table: "projects",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_projects_owner",
                table: "projects",
                column: "owner");
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
        }
    }
}
