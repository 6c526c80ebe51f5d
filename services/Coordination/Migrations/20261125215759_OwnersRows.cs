using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class OwnersRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_themes_owner_key",
                table: "themes",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_tasks_owner_key",
                table: "tasks",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_targets_owner_key",
                table: "targets",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_subsections_owner_key",
                table: "subsections",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_progress_reports_owner_key",
                table: "progress_reports",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_organisations_owner_key",
                table: "organisations",
                columns: new[] { "owner", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_themes_owner_key",
                table: "themes");

            migrationBuilder.DropIndex(
                name: "ix_tasks_owner_key",
                table: "tasks");

            migrationBuilder.DropIndex(
                name: "ix_targets_owner_key",
                table: "targets");

            migrationBuilder.DropIndex(
                name: "ix_subsections_owner_key",
                table: "subsections");

            migrationBuilder.DropIndex(
                name: "ix_progress_reports_owner_key",
                table: "progress_reports");

            migrationBuilder.DropIndex(
                name: "ix_organisations_owner_key",
                table: "organisations");
        }
    }
}
