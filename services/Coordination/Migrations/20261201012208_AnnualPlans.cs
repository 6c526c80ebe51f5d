using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class AnnualPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "annual_plan_items",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    task = table.Column<string>(type: "text", nullable: false),
                    measure = table.Column<string>(type: "text", nullable: false),
                    goal = table.Column<string>(type: "text", nullable: true),
                    milestones = table.Column<string[]>(type: "text[]", nullable: false),
                    figure = table.Column<string>(type: "text", nullable: true),
                    figure_value = table.Column<decimal>(type: "numeric", nullable: true),
                    projects = table.Column<string[]>(type: "text[]", nullable: false),
                    co_operators = table.Column<string[]>(type: "text[]", nullable: false),
                    joint_with = table.Column<string[]>(type: "text[]", nullable: false),
                    dropped_reason = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_annual_plan_items", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "annual_plan_revisions",
                columns: table => new
                {
                    plan = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    items = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    accepted_by = table.Column<string>(type: "text", nullable: false),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_annual_plan_revisions", x => new { x.plan, x.revision });
                });

            migrationBuilder.CreateTable(
                name: "annual_plan_steps",
                columns: table => new
                {
                    plan = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    command = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    person = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    notes = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_annual_plan_steps", x => new { x.plan, x.version });
                });

            migrationBuilder.CreateTable(
                name: "annual_plans",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submitted_by = table.Column<string>(type: "text", nullable: true),
                    endorsed_by = table.Column<string[]>(type: "text[]", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    return_note = table.Column<string>(type: "text", nullable: true),
                    return_notes = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_annual_plans", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_annual_plan_items_owner_key",
                table: "annual_plan_items",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_annual_plan_items_year_owner",
                table: "annual_plan_items",
                columns: new[] { "year", "owner" });

            migrationBuilder.CreateIndex(
                name: "ix_annual_plans_year_organisation",
                table: "annual_plans",
                columns: new[] { "year", "organisation" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "annual_plan_items");

            migrationBuilder.DropTable(
                name: "annual_plan_revisions");

            migrationBuilder.DropTable(
                name: "annual_plan_steps");

            migrationBuilder.DropTable(
                name: "annual_plans");
        }
    }
}
