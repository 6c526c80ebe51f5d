using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.PublicServices.Migrations
{
    /// <inheritdoc />
    public partial class PushJobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "push_jobs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resource = table.Column<string>(type: "text", nullable: false),
                    wishes = table.Column<string>(type: "json", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    trace = table.Column<string>(type: "text", nullable: true),
                    content = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    rows_done = table.Column<int>(type: "integer", nullable: false),
                    rows_total = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<int>(type: "integer", nullable: true),
                    answer = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_push_jobs", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_push_jobs_finished_at",
                table: "push_jobs",
                column: "finished_at");

            migrationBuilder.CreateIndex(
                name: "ix_push_jobs_organisation_id",
                table: "push_jobs",
                columns: new[] { "organisation", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_push_jobs_unfinished",
                table: "push_jobs",
                column: "lease_until",
                filter: "finished_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "push_jobs");
        }
    }
}
