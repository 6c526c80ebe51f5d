using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Cluster.Gateway.Migrations
{
    /// <inheritdoc />
    public partial class SealedTrail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "log_events",
                columns: table => new
                {
                    write_id = table.Column<long>(type: "bigint", nullable: false),
                    ordinal = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    aggregate = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    body = table.Column<string>(type: "json", nullable: false),
                    before = table.Column<string>(type: "json", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_events", x => new { x.write_id, x.ordinal });
                });

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

            migrationBuilder.CreateTable(
                name: "log_writes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    transaction = table.Column<ulong>(type: "xid8", nullable: false, defaultValueSql: "pg_current_xact_id()"),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    trace = table.Column<string>(type: "text", nullable: true),
                    events = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_failure = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_log_writes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_log_events_aggregate_version",
                table: "log_events",
                columns: new[] { "aggregate", "version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_log_writes_transaction_id",
                table: "log_writes",
                columns: new[] { "transaction", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_log_writes_unsent",
                table: "log_writes",
                column: "next_attempt_at",
                filter: "sent_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_log_writes_written_at",
                table: "log_writes",
                column: "written_at")
                .Annotation("Npgsql:IndexMethod", "brin");

            // What was written before there was a log goes into it, in its order, and is sealed with the rest.
            migrationBuilder.Sql("""
                with earlier as (
                    select nextval('log_writes_id_seq') as write, given.* from (select * from identity_events order by id) as given),
                written as (
                    insert into log_writes (id, written_at, organisation, client, role, address, trace, events, sent_at, attempts, next_attempt_at)
                    overriding system value
                    select write, at, '', actor, '', address, trace, 1, at, 0, at from earlier)
                insert into log_events (write_id, ordinal, kind, aggregate, version, body)
                select write, 1, 'Cluster.Gateway.Identity.Trail.' || replace(initcap(replace(kind, '-', ' ')), ' ', ''),
                    'audit/identity/persons/' || coalesce(nullif(subject, ''), 'nobody') || '/' || id, 1,
                    json_strip_nulls(json_build_object('detail', detail))
                from earlier
                """);
            migrationBuilder.DropTable(
                name: "identity_events");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "log_events");

            migrationBuilder.DropTable(
                name: "log_seals");

            migrationBuilder.DropTable(
                name: "log_writes");

            migrationBuilder.CreateTable(
                name: "identity_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    actor = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: true),
                    kind = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    trace = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_events", x => x.id);
                });
        }
    }
}
