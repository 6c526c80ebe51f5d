using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cluster.Coordination.Migrations
{
    /// <inheritdoc />
    public partial class ReportingFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "roles_since",
                table: "tasks",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "no_change",
                table: "progress_reports",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "withdrawn",
                table: "progress_reports",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "figure_queries",
                columns: table => new
                {
                    number = table.Column<string>(type: "text", nullable: false),
                    task = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    typed = table.Column<decimal>(type: "numeric", nullable: false),
                    pushed = table.Column<decimal>(type: "numeric", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    words = table.Column<string>(type: "text", nullable: true),
                    holds = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_queries", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "item_reports",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    task = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<decimal>(type: "numeric", nullable: true),
                    words = table.Column<string>(type: "text", nullable: true),
                    no_change = table.Column<bool>(type: "boolean", nullable: false),
                    withdrawn = table.Column<bool>(type: "boolean", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_item_reports", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "overdue_reports",
                columns: table => new
                {
                    task = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    missing = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_overdue_reports", x => new { x.task, x.organisation, x.period });
                });

            migrationBuilder.CreateTable(
                name: "owed_item_versions",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    task = table.Column<string>(type: "text", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: true),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    known_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_owed_item_versions", x => new { x.key, x.version });
                });

            migrationBuilder.CreateTable(
                name: "owed_items",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false),
                    task = table.Column<string>(type: "text", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: true),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    owner = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_owed_items", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "report_allowances",
                columns: table => new
                {
                    period = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    granted_by = table.Column<string>(type: "text", nullable: false),
                    granted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_allowances", x => new { x.period, x.organisation, x.version });
                });

            migrationBuilder.CreateTable(
                name: "report_parts",
                columns: table => new
                {
                    task = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    item = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    figure = table.Column<decimal>(type: "numeric", nullable: true),
                    words = table.Column<string>(type: "text", nullable: true),
                    no_change = table.Column<bool>(type: "boolean", nullable: false),
                    withdrawn = table.Column<bool>(type: "boolean", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_parts", x => new { x.task, x.organisation, x.period, x.item, x.version });
                });

            migrationBuilder.CreateTable(
                name: "report_reminders",
                columns: table => new
                {
                    period = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    days_before = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tasks = table.Column<string[]>(type: "text[]", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_reminders", x => new { x.period, x.organisation, x.days_before });
                });

            migrationBuilder.CreateTable(
                name: "report_steps",
                columns: table => new
                {
                    task = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    step = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    person = table.Column<string>(type: "text", nullable: false),
                    client = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    returned_items = table.Column<string[]>(type: "text[]", nullable: false),
                    returned_fields = table.Column<string[]>(type: "text[]", nullable: false),
                    returned_notes = table.Column<string[]>(type: "text[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_report_steps", x => new { x.task, x.organisation, x.period, x.version });
                });

            migrationBuilder.CreateTable(
                name: "reported_figures",
                columns: table => new
                {
                    measure = table.Column<string>(type: "text", nullable: false),
                    region = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    owner = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<decimal>(type: "numeric", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reported_figures", x => new { x.measure, x.region, x.period, x.version });
                });

            migrationBuilder.CreateTable(
                name: "reporting_cycles",
                columns: table => new
                {
                    period = table.Column<string>(type: "text", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    is_provisional = table.Column<bool>(type: "boolean", nullable: false),
                    closes = table.Column<DateOnly>(type: "date", nullable: false),
                    final = table.Column<DateOnly>(type: "date", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reporting_cycles", x => x.period);
                });

            migrationBuilder.CreateTable(
                name: "reporting_start",
                columns: table => new
                {
                    id = table.Column<short>(type: "smallint", nullable: false),
                    rhythm = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_by = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    handled_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reporting_start", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    task = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    entered_by = table.Column<string>(type: "text", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submitted_client = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reports", x => new { x.task, x.organisation, x.period });
                });

            migrationBuilder.CreateTable(
                name: "task_role_changes",
                columns: table => new
                {
                    task = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    from_day = table.Column<DateOnly>(type: "date", nullable: false),
                    is_held = table.Column<bool>(type: "boolean", nullable: false),
                    known_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_task_role_changes", x => new { x.task, x.role, x.organisation, x.version });
                });

            migrationBuilder.CreateTable(
                name: "workday_notices",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    days = table.Column<DateOnly[]>(type: "date[]", nullable: false),
                    are_working = table.Column<bool[]>(type: "boolean[]", nullable: false),
                    festivals = table.Column<string[]>(type: "text[]", nullable: false),
                    loaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    loaded_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workday_notices", x => new { x.year, x.version });
                });

            migrationBuilder.CreateIndex(
                name: "ix_figure_queries_task_organisation_period_item",
                table: "figure_queries",
                columns: new[] { "task", "organisation", "period", "item" });

            migrationBuilder.CreateIndex(
                name: "ix_item_reports_owner_key",
                table: "item_reports",
                columns: new[] { "owner", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_item_reports_task_organisation_period",
                table: "item_reports",
                columns: new[] { "task", "organisation", "period" });

            migrationBuilder.CreateIndex(
                name: "ix_owed_items_owner_key",
                table: "owed_items",
                columns: new[] { "owner", "key" });

            // What reporting is computed from was in the log before there was a table of it.
            migrationBuilder.Sql("""
                insert into task_role_changes (task, role, organisation, version, from_day, is_held, known_at)
                with said as (
                    select substring(e.aggregate from 20) as task, e.version, w.written_at, e.body,
                        lag(e.body) over (partition by e.aggregate order by e.version) as before
                    from log_events e join log_writes w on w.id = e.write_id
                    where e.aggregate ^@ 'coordination/tasks/'),
                named as (
                    select s.*, r.role, r.field from said s
                    cross join (values ('lead', 'leads'), ('co-operator', 'coOperators'), ('implementer', 'implementers')) as r (role, field)),
                changed as (
                    select task, version, written_at, body, role, o.organisation,
                        exists (select from json_array_elements_text(body -> field) as held (name) where held.name = o.organisation) as is_held,
                        exists (select from json_array_elements_text(before -> field) as held (name) where held.name = o.organisation) as was_held
                    from named
                    cross join lateral (
                        select name from json_array_elements_text(body -> field) as held (name)
                        union select name from json_array_elements_text(before -> field) as held (name)) as o (organisation))
                select task, role, organisation, version,
                    coalesce((body ->> 'rolesSince')::date, case when version = 1 then date '2021-01-01' else (written_at at time zone 'Asia/Shanghai')::date end),
                    is_held, written_at
                from changed where is_held <> was_held
                """);

            migrationBuilder.Sql("""
                insert into report_parts (task, organisation, period, item, version, figure, words, no_change, withdrawn, as_of, received_at)
                select body ->> 'task', body ->> 'organisation', body ->> 'period', 'progress', version, (body ->> 'progressPercent')::numeric,
                    body ->> 'words', coalesce((body ->> 'noChange')::boolean, false), coalesce((body ->> 'withdrawn')::boolean, false),
                    (body ->> 'asOf')::timestamptz, written_at
                from log_events join log_writes on log_writes.id = write_id
                where aggregate ^@ 'coordination/progress-reports/'
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "figure_queries");

            migrationBuilder.DropTable(
                name: "item_reports");

            migrationBuilder.DropTable(
                name: "overdue_reports");

            migrationBuilder.DropTable(
                name: "owed_item_versions");

            migrationBuilder.DropTable(
                name: "owed_items");

            migrationBuilder.DropTable(
                name: "report_allowances");

            migrationBuilder.DropTable(
                name: "report_parts");

            migrationBuilder.DropTable(
                name: "report_reminders");

            migrationBuilder.DropTable(
                name: "report_steps");

            migrationBuilder.DropTable(
                name: "reported_figures");

            migrationBuilder.DropTable(
                name: "reporting_cycles");

            migrationBuilder.DropTable(
                name: "reporting_start");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "task_role_changes");

            migrationBuilder.DropTable(
                name: "workday_notices");

            migrationBuilder.DropColumn(
                name: "roles_since",
                table: "tasks");

            migrationBuilder.DropColumn(
                name: "no_change",
                table: "progress_reports");

            migrationBuilder.DropColumn(
                name: "withdrawn",
                table: "progress_reports");
        }
    }
}
