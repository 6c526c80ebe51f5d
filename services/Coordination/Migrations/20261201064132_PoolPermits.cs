using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class PoolPermits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "project_permits",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    project = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    permit = table.Column<string>(type: "text", nullable: false),
                    needed = table.Column<bool>(type: "boolean", nullable: false),
                    done_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_permits", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "project_problems",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    project = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    responsible_unit = table.Column<string>(type: "text", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    solved_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_problems", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_project_permits_project",
                table: "project_permits",
                column: "project");

            migrationBuilder.CreateIndex(
                name: "ix_project_problems_due_on",
                table: "project_problems",
                column: "due_on",
                filter: "solved_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_project_problems_project",
                table: "project_problems",
                column: "project");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "project_permits");

            migrationBuilder.DropTable(
                name: "project_problems");
        }
    }
}
