using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.PublicServices.Migrations
{
    /// <inheritdoc />
    public partial class OwnersRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_service_items_owner_key",
                table: "service_items",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_monthly_cases_owner_key",
                table: "monthly_cases",
                columns: new[] { "owner", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_service_items_owner_key",
                table: "service_items");

            migrationBuilder.DropIndex(
                name: "ix_monthly_cases_owner_key",
                table: "monthly_cases");
        }
    }
}
