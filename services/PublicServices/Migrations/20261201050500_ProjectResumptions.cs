using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.PublicServices.Migrations
{
    /// <inheritdoc />
    public partial class ProjectResumptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "resumed_on",
                table: "project_years",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "accepted_start",
                table: "project_curves",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "planned_start",
                table: "project_curves",
                type: "date",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_project_years_project",
                table: "project_years",
                column: "project");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_project_years_project",
                table: "project_years");

            migrationBuilder.DropColumn(
                name: "resumed_on",
                table: "project_years");

            migrationBuilder.DropColumn(
                name: "accepted_start",
                table: "project_curves");

            migrationBuilder.DropColumn(
                name: "planned_start",
                table: "project_curves");
        }
    }
}
