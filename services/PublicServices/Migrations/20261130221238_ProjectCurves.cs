using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.PublicServices.Migrations
{
    /// <inheritdoc />
    public partial class ProjectCurves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "project_curves",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    m01wan = table.Column<decimal>(type: "numeric", nullable: false),
                    m02wan = table.Column<decimal>(type: "numeric", nullable: false),
                    m03wan = table.Column<decimal>(type: "numeric", nullable: false),
                    m04wan = table.Column<decimal>(type: "numeric", nullable: false),
                    m05wan = table.Column<decimal>(type: "numeric", nullable: false),
                    m06wan = table.Column<decimal>(type: "numeric", nullable: false),
                    m07wan = table.Column<decimal>(type: "numeric", nullable: false),
                    m08wan = table.Column<decimal>(type: "numeric", nullable: false),
                    m09wan = table.Column<decimal>(type: "numeric", nullable: false),
                    m10wan = table.Column<decimal>(type: "numeric", nullable: false),
                    m11wan = table.Column<decimal>(type: "numeric", nullable: false),
                    m12wan = table.Column<decimal>(type: "numeric", nullable: false),
                    frozen_months = table.Column<string[]>(type: "text[]", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    accepted_wan = table.Column<string[]>(type: "text[]", nullable: true),
                    accepted_by = table.Column<string>(type: "text", nullable: true),
                    accepted_client = table.Column<string>(type: "text", nullable: true),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    returned_by = table.Column<string>(type: "text", nullable: true),
                    returned_client = table.Column<string>(type: "text", nullable: true),
                    returned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    return_note = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    project = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_curves", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_project_curves_owner_key",
                table: "project_curves",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_project_curves_state",
                table: "project_curves",
                column: "state",
                filter: "state = 'draft'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "project_curves");
        }
    }
}
