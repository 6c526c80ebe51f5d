using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.PublicServices.Migrations
{
    /// <inheritdoc />
    public partial class LogSeals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "log_seals",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    sealed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    transaction = table.Column<ulong>(type: "xid8", nullable: false),
                    writes = table.Column<long[]>(type: "bigint[]", nullable: false),
                    digests = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_seals", x => x.number);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "log_seals");
        }
    }
}
