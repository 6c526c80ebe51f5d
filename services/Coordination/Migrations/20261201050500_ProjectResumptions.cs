using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class ProjectResumptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "resumed_on",
                table: "pool_years",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "accepted_start",
                table: "project_curves",
                type: "date",
                nullable: true);

            // The view has the columns that the table had when it was made.
            migrationBuilder.Sql("""
                create or replace view project_years as select y.* from pool_years y
                where not exists (select from merged_projects m where m.project = y.project);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop view project_years;");

            migrationBuilder.DropColumn(
                name: "resumed_on",
                table: "pool_years");

            migrationBuilder.DropColumn(
                name: "accepted_start",
                table: "project_curves");

            migrationBuilder.Sql("""
                create view project_years as select y.* from pool_years y
                where not exists (select from merged_projects m where m.project = y.project);
                """);
        }
    }
}
