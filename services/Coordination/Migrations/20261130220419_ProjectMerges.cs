using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class ProjectMerges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable(
                name: "projects",
                newName: "pool_projects");

            migrationBuilder.RenameTable(
                name: "project_years",
                newName: "pool_years");

            migrationBuilder.RenameIndex(
                name: "ix_projects_owner",
                table: "pool_projects",
                newName: "ix_pool_projects_owner");

            migrationBuilder.RenameIndex(
                name: "ix_projects_code",
                table: "pool_projects",
                newName: "ix_pool_projects_code");

            migrationBuilder.RenameIndex(
                name: "ix_project_years_year_project",
                table: "pool_years",
                newName: "ix_pool_years_year_project");

            migrationBuilder.RenameIndex(
                name: "pk_projects",
                table: "pool_projects",
                newName: "pk_pool_projects");

            migrationBuilder.RenameIndex(
                name: "pk_project_years",
                table: "pool_years",
                newName: "pk_pool_years");

            migrationBuilder.CreateTable(
                name: "merged_projects",
                columns: table => new
                {
                    project = table.Column<string>(type: "text", nullable: false),
                    remaining = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_merged_projects", x => new { x.project, x.remaining });
                });

            migrationBuilder.CreateTable(
                name: "project_merges",
                columns: table => new
                {
                    first = table.Column<string>(type: "text", nullable: false),
                    second = table.Column<string>(type: "text", nullable: false),
                    decision = table.Column<string>(type: "text", nullable: false),
                    remaining = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_merges", x => new { x.first, x.second });
                });

            migrationBuilder.CreateIndex(
                name: "ix_pool_projects_credit_code_name",
                table: "pool_projects",
                columns: new[] { "credit_code", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_project_merges_second",
                table: "project_merges",
                column: "second");

            migrationBuilder.Sql("""
                create view projects as select p.* from pool_projects p
                where not exists (select from merged_projects m where m.project = p.key);
                create view project_years as select y.* from pool_years y
                where not exists (select from merged_projects m where m.project = y.project);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop view projects; drop view project_years;");

            migrationBuilder.DropTable(
                name: "merged_projects");

            migrationBuilder.DropTable(
                name: "project_merges");

            migrationBuilder.DropIndex(
                name: "ix_pool_projects_credit_code_name",
                table: "pool_projects");

            migrationBuilder.RenameTable(
                name: "pool_years",
                newName: "project_years");

            migrationBuilder.RenameTable(
                name: "pool_projects",
                newName: "projects");

            migrationBuilder.RenameIndex(
                name: "ix_pool_years_year_project",
                table: "project_years",
                newName: "ix_project_years_year_project");

            migrationBuilder.RenameIndex(
                name: "ix_pool_projects_owner",
                table: "projects",
                newName: "ix_projects_owner");

            migrationBuilder.RenameIndex(
                name: "ix_pool_projects_code",
                table: "projects",
                newName: "ix_projects_code");

            migrationBuilder.RenameIndex(
                name: "pk_pool_years",
                table: "project_years",
                newName: "pk_project_years");

            migrationBuilder.RenameIndex(
                name: "pk_pool_projects",
                table: "projects",
                newName: "pk_projects");
        }
    }
}
