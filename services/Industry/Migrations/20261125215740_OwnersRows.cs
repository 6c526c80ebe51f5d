using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Industry.Migrations
{
    /// <inheritdoc />
    public partial class OwnersRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_enterprises_owner_key",
                table: "enterprises",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_chain_nodes_owner_key",
                table: "chain_nodes",
                columns: new[] { "owner", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_enterprises_owner_key",
                table: "enterprises");

            migrationBuilder.DropIndex(
                name: "ix_chain_nodes_owner_key",
                table: "chain_nodes");
        }
    }
}
