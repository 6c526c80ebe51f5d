using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Gateway.Migrations
{
    /// <inheritdoc />
    public partial class Addressees : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "addressees",
                table: "log_writes",
                type: "text[]",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "addressees",
                table: "log_writes");
        }
    }
}
