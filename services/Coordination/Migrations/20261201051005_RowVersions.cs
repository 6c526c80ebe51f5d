using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class RowVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "in_place_wan",
                table: "light_months",
                type: "numeric",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "row_versions",
                columns: table => new
                {
                    resource = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_row_versions", x => new { x.resource, x.key, x.version });
                });

            migrationBuilder.CreateIndex(
                name: "ix_row_versions_resource_valid_until_valid_from",
                table: "row_versions",
                columns: new[] { "resource", "valid_until", "valid_from" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "row_versions");

            migrationBuilder.DropColumn(
                name: "in_place_wan",
                table: "light_months");
        }
    }
}
