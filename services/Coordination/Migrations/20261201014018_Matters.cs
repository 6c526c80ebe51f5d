using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class Matters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "cooperation_resolutions",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    series = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    adopted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    lead = table.Column<string>(type: "text", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cooperation_resolutions", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "joint_conferences",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    series = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    held_on = table.Column<DateOnly>(type: "date", nullable: false),
                    place = table.Column<string>(type: "text", nullable: true),
                    chair = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_joint_conferences", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "matter_steps",
                columns: table => new
                {
                    number = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    command = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    lead = table.Column<string>(type: "text", nullable: true),
                    co_operators = table.Column<string[]>(type: "text[]", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    conference = table.Column<string>(type: "text", nullable: true),
                    decision = table.Column<string>(type: "text", nullable: true),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    person = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_matter_steps", x => new { x.number, x.version });
                });

            migrationBuilder.CreateTable(
                name: "matters",
                columns: table => new
                {
                    number = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    details = table.Column<string>(type: "text", nullable: false),
                    task = table.Column<string>(type: "text", nullable: true),
                    project = table.Column<string>(type: "text", nullable: true),
                    raised_by = table.Column<string>(type: "text", nullable: false),
                    wanted = table.Column<string[]>(type: "text[]", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    lead = table.Column<string>(type: "text", nullable: true),
                    co_operators = table.Column<string[]>(type: "text[]", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: true),
                    conference = table.Column<string>(type: "text", nullable: true),
                    decision = table.Column<string>(type: "text", nullable: true),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_matters", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "resolution_reports",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    resolution = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    progress_percent = table.Column<decimal>(type: "numeric", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resolution_reports", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_joint_conferences_owner_key",
                table: "joint_conferences",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_matters_conference",
                table: "matters",
                column: "conference");

            migrationBuilder.CreateIndex(
                name: "ix_resolution_reports_owner_key",
                table: "resolution_reports",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_resolution_reports_resolution_period",
                table: "resolution_reports",
                columns: new[] { "resolution", "period" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cooperation_resolutions");

            migrationBuilder.DropTable(
                name: "joint_conferences");

            migrationBuilder.DropTable(
                name: "matter_steps");

            migrationBuilder.DropTable(
                name: "matters");

            migrationBuilder.DropTable(
                name: "resolution_reports");
        }
    }
}
