using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Cooperation.Migrations
{
    /// <inheritdoc />
    public partial class TrailByTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_log_writes_written_at",
                table: "log_writes",
                column: "written_at")
                .Annotation("Npgsql:IndexMethod", "brin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_log_writes_written_at",
                table: "log_writes");
        }
    }
}
