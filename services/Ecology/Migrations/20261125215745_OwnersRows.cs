using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Ecology.Migrations
{
    /// <inheritdoc />
    public partial class OwnersRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_stations_owner_key",
                table: "stations",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_daily_values_owner",
                table: "daily_values",
                column: "owner")
                .Annotation("Npgsql:IndexMethod", "brin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_stations_owner_key",
                table: "stations");

            migrationBuilder.DropIndex(
                name: "ix_daily_values_owner",
                table: "daily_values");
        }
    }
}
