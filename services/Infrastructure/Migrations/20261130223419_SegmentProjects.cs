using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Infrastructure.Migrations
{
    /// <inheritdoc />
    public partial class SegmentProjects : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "project",
                table: "segments",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_segments_project",
                table: "segments",
                column: "project");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_segments_project",
                table: "segments");

            migrationBuilder.DropColumn(
                name: "project",
                table: "segments");
        }
    }
}
