using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Infrastructure.Migrations
{
    /// <inheritdoc />
    public partial class OwnersRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_segments_owner_key",
                table: "segments",
                columns: new[] { "owner", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_segments_owner_key",
                table: "segments");
        }
    }
}
