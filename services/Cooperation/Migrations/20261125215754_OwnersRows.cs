using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Cooperation.Migrations
{
    /// <inheritdoc />
    public partial class OwnersRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_port_statistics_owner_key",
                table: "port_statistics",
                columns: new[] { "owner", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_port_statistics_owner_key",
                table: "port_statistics");
        }
    }
}
