using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.PublicServices.Migrations
{
    /// <inheritdoc />
    public partial class DatedRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "as_of",
                table: "service_items",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "as_of",
                table: "monthly_cases",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "as_of",
                table: "service_items");

            migrationBuilder.DropColumn(
                name: "as_of",
                table: "monthly_cases");
        }
    }
}
