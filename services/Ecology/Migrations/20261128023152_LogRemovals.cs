using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Ecology.Migrations
{
    /// <inheritdoc />
    public partial class LogRemovals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "log_removals",
                columns: table => new
                {
                    write_id = table.Column<long>(type: "bigint", nullable: false),
                    removal = table.Column<long>(type: "bigint", nullable: false),
                    ordinals = table.Column<int[]>(type: "integer[]", nullable: false),
                    digests = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_removals", x => new { x.write_id, x.removal });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "log_removals");
        }
    }
}
