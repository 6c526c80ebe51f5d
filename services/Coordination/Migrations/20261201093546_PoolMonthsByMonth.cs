using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class PoolMonthsByMonth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_project_months",
                table: "project_months");

            migrationBuilder.DropIndex(
                name: "ix_project_months_project_month",
                table: "project_months");

            migrationBuilder.DropColumn(
                name: "key",
                table: "project_months");

            migrationBuilder.DropColumn(
                name: "owner",
                table: "project_months");

            migrationBuilder.AddPrimaryKey(
                name: "pk_project_months",
                table: "project_months",
                columns: new[] { "project", "month" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_project_months",
                table: "project_months");

            migrationBuilder.AddColumn<string>(
                name: "key",
                table: "project_months",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "owner",
                table: "project_months",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql("""
                update project_months m set key = concat(m.project, '.', to_char(m.month, 'YYYY-MM')),
                    owner = coalesce((select p.owner from pool_projects p where p.key = m.project), '')
                """);

            migrationBuilder.AddPrimaryKey(
                name: "pk_project_months",
                table: "project_months",
                column: "key");

            migrationBuilder.CreateIndex(
                name: "ix_project_months_project_month",
                table: "project_months",
                columns: new[] { "project", "month" });
        }
    }
}
