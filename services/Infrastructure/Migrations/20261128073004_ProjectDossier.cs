using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Infrastructure.Migrations
{
    /// <inheritdoc />
    public partial class ProjectDossier : Migration
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "evidence_parts");

            migrationBuilder.DropTable(
                name: "project_milestones");

            migrationBuilder.DropTable(
                name: "project_permits");

            migrationBuilder.DropTable(
                name: "project_problems");

            migrationBuilder.DropTable(
                name: "evidence");
        }
    }
}
