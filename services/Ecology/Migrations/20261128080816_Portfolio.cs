using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Ecology.Migrations
{
    /// <inheritdoc />
    public partial class Portfolio : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "evidence",
                columns: table => new
                {
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    project = table.Column<string>(type: "text", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    size_bytes = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    belongs_to = table.Column<string>(type: "text", nullable: true),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_for = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "project_milestones",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    ordinal = table.Column<long>(type: "bigint", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    gate = table.Column<string>(type: "text", nullable: true),
                    planned = table.Column<DateOnly>(type: "date", nullable: false),
                    forecast = table.Column<DateOnly>(type: "date", nullable: true),
                    actual = table.Column<DateOnly>(type: "date", nullable: true),
                    slips = table.Column<long>(type: "bigint", nullable: false),
                    correction = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    project = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_milestones", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "project_months",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    project = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    year_to_date_wan = table.Column<decimal>(type: "numeric", nullable: false),
                    since_start_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    construction_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    equipment_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    other_costs_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    in_place_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    paid_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    progress = table.Column<string>(type: "text", nullable: true),
                    variance = table.Column<string>(type: "text", nullable: true),
                    correction = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    recorded_in = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_months", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "project_permits",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    permit = table.Column<string>(type: "text", nullable: false),
                    needed = table.Column<bool>(type: "boolean", nullable: false),
                    not_needed_reason = table.Column<string>(type: "text", nullable: true),
                    planned_on = table.Column<DateOnly>(type: "date", nullable: true),
                    done_on = table.Column<DateOnly>(type: "date", nullable: true),
                    number = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    project = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_permits", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "project_problems",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    responsible_unit = table.Column<string>(type: "text", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    raised_on = table.Column<DateOnly>(type: "date", nullable: false),
                    solved_on = table.Column<DateOnly>(type: "date", nullable: true),
                    solution = table.Column<string>(type: "text", nullable: true),
                    reopenings = table.Column<long>(type: "bigint", nullable: false),
                    reopen_reason = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    project = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_problems", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "project_stages",
                columns: table => new
                {
                    project = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_stages", x => new { x.project, x.since });
                });

            migrationBuilder.CreateTable(
                name: "project_years",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    project = table.Column<string>(type: "text", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    category = table.Column<string>(type: "text", nullable: true),
                    planned_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    planned_start = table.Column<DateOnly>(type: "date", nullable: true),
                    entered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    removed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    removal_reason = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_years", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "projects",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    unit = table.Column<string>(type: "text", nullable: false),
                    credit_code = table.Column<string>(type: "text", nullable: true),
                    lead_unit = table.Column<string>(type: "text", nullable: true),
                    responsible_unit = table.Column<string>(type: "text", nullable: true),
                    leader = table.Column<string>(type: "text", nullable: true),
                    counties = table.Column<string[]>(type: "text[]", nullable: false),
                    shares_percent = table.Column<string[]>(type: "text[]", nullable: false),
                    industry_class = table.Column<string>(type: "text", nullable: true),
                    chain = table.Column<string>(type: "text", nullable: true),
                    nature = table.Column<string>(type: "text", nullable: true),
                    funding = table.Column<string>(type: "text", nullable: true),
                    approval = table.Column<string>(type: "text", nullable: true),
                    approval_number = table.Column<string>(type: "text", nullable: true),
                    tasks = table.Column<string[]>(type: "text[]", nullable: false),
                    stage = table.Column<string>(type: "text", nullable: false),
                    stage_since = table.Column<DateOnly>(type: "date", nullable: true),
                    passages = table.Column<string[]>(type: "text[]", nullable: false),
                    stage_evidence = table.Column<string>(type: "text", nullable: true),
                    stage_reason = table.Column<string>(type: "text", nullable: true),
                    stage_correction = table.Column<string>(type: "text", nullable: true),
                    statistics_stage = table.Column<string>(type: "text", nullable: true),
                    statistics_entered_on = table.Column<DateOnly>(type: "date", nullable: true),
                    total_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    budget_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    loans_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    bonds_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    foreign_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    self_raised_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    other_sources_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    adjusted_total_wan = table.Column<decimal>(type: "numeric", nullable: true),
                    adjustment_number = table.Column<string>(type: "text", nullable: true),
                    planned_start = table.Column<DateOnly>(type: "date", nullable: true),
                    started_on = table.Column<DateOnly>(type: "date", nullable: true),
                    planned_completion = table.Column<DateOnly>(type: "date", nullable: true),
                    completed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "evidence_parts",
                columns: table => new
                {
                    evidence = table.Column<Guid>(type: "uuid", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evidence_parts", x => new { x.evidence, x.ordinal });
                    table.ForeignKey(
                        name: "fk_evidence_parts_evidence_evidence",
                        column: x => x.evidence,
                        principalTable: "evidence",
                        principalColumn: "key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_evidence_project_filed_at",
                table: "evidence",
                columns: new[] { "project", "filed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_evidence_same_file",
                table: "evidence",
                columns: new[] { "project", "sha256", "purpose", "belongs_to" },
                unique: true,
                filter: "withdrawn_at is null")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_project_milestones_owner_key",
                table: "project_milestones",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_project_milestones_project",
                table: "project_milestones",
                column: "project");

            migrationBuilder.CreateIndex(
                name: "ix_project_months_owner",
                table: "project_months",
                column: "owner")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(
                name: "ix_project_months_project_month",
                table: "project_months",
                columns: new[] { "project", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_project_permits_owner_key",
                table: "project_permits",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_project_permits_project",
                table: "project_permits",
                column: "project");

            migrationBuilder.CreateIndex(
                name: "ix_project_problems_due_on",
                table: "project_problems",
                column: "due_on",
                filter: "solved_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_project_problems_owner_key",
                table: "project_problems",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_project_problems_project",
                table: "project_problems",
                column: "project");

            migrationBuilder.CreateIndex(
                name: "ix_project_years_owner_key",
                table: "project_years",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_project_years_year_project",
                table: "project_years",
                columns: new[] { "year", "project" });

            migrationBuilder.CreateIndex(
                name: "ix_projects_code",
                table: "projects",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_projects_owner_code",
                table: "projects",
                columns: new[] { "owner", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_projects_owner_key",
                table: "projects",
                columns: new[] { "owner", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "evidence_parts");

            migrationBuilder.DropTable(
                name: "project_milestones");

            migrationBuilder.DropTable(
                name: "project_months");

            migrationBuilder.DropTable(
                name: "project_permits");

            migrationBuilder.DropTable(
                name: "project_problems");

            migrationBuilder.DropTable(
                name: "project_stages");

            migrationBuilder.DropTable(
                name: "project_years");

            migrationBuilder.DropTable(
                name: "projects");

            migrationBuilder.DropTable(
                name: "evidence");
        }
    }
}
