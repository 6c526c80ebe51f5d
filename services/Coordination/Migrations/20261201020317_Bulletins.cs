using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class Bulletins : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bulletin_contents",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    template = table.Column<string>(type: "text", nullable: false),
                    figures = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_contents", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "bulletin_files",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    format = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_files", x => new { x.key, x.format });
                });

            migrationBuilder.CreateTable(
                name: "bulletin_signing_keys",
                columns: table => new
                {
                    key_id = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    private_key = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_signing_keys", x => x.key_id);
                });

            migrationBuilder.CreateTable(
                name: "bulletin_steps",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    command = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    person = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<string>(type: "text", nullable: true),
                    successor = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletin_steps", x => new { x.key, x.version });
                });

            migrationBuilder.CreateTable(
                name: "bulletins",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    quarter = table.Column<string>(type: "text", nullable: false),
                    title = table.Column<string>(type: "text", nullable: false),
                    template_name = table.Column<string>(type: "text", nullable: false),
                    template_version = table.Column<int>(type: "integer", nullable: false),
                    collected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    number_sign = table.Column<string>(type: "text", nullable: true),
                    number_year = table.Column<int>(type: "integer", nullable: true),
                    number_serial = table.Column<int>(type: "integer", nullable: true),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: true),
                    issued_by = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    superseded_by = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bulletins", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bulletins_number_sign_number_year_number_serial",
                table: "bulletins",
                columns: new[] { "number_sign", "number_year", "number_serial" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bulletins_quarter",
                table: "bulletins",
                column: "quarter");

            migrationBuilder.CreateIndex(
                name: "ix_bulletins_superseded_by",
                table: "bulletins",
                column: "superseded_by",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bulletin_contents");

            migrationBuilder.DropTable(
                name: "bulletin_files");

            migrationBuilder.DropTable(
                name: "bulletin_signing_keys");

            migrationBuilder.DropTable(
                name: "bulletin_steps");

            migrationBuilder.DropTable(
                name: "bulletins");
        }
    }
}
