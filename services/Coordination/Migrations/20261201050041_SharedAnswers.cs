using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class SharedAnswers : Migration
    {
        private static readonly string[] Tables =
        [
            "lights", "light_subjects", "pool_projects", "pool_years", "merged_projects", "project_curves", "project_months", "themes", "tasks", "task_standings",
            "organisations", "latest_reports", "targets", "indicator_values",
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "view_changes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    source = table.Column<string>(type: "text", nullable: false),
                    changes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_view_changes", x => x.id);
                });

            // Whoever writes to a table of a shared answer says so, the statement of an operator included.
            migrationBuilder.Sql("""
                create function note_view_change() returns trigger language plpgsql as $$
                begin
                    insert into view_changes (source, changes) values (tg_table_name, 1);
                    return null;
                end $$;
                """);
            foreach (var table in Tables)
            {
                migrationBuilder.Sql($"""
                    create trigger note_view_change after insert or update or delete or truncate on {table}
                    for each statement execute function note_view_change();
                    """);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop function note_view_change() cascade");

            migrationBuilder.DropTable(
                name: "view_changes");
        }
    }
}
