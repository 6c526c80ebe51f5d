using System.Text;
using Cluster.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cluster.Ingestion.Past;

/// <summary>
/// A resource's row as it stood from one moment until another (历史版本). The database keeps it itself, by whatever statement the row is written, and
/// so knows each day's rows by an index: nothing is played again.
/// </summary>
internal sealed class RowVersion
{
    /// <summary>The resource's table.</summary>
    public required string Resource { get; init; }

    public required string Key { get; init; }

    public long Version { get; init; }

    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>When a later version took its place, or the row was deleted; infinity while it stands.</summary>
    public DateTimeOffset ValidUntil { get; init; }

    /// <summary>The row as JSON, column by column.</summary>
    public required string Body { get; init; }
}

/// <summary>The table of a service that can be asked what its rows were on a day.</summary>
public static class RowVersions
{
    internal const string Table = "row_versions";

    public static ModelBuilder AddRowVersions(this ModelBuilder model)
    {
        model.Entity<RowVersion>(version =>
        {
            version.ToTable(Table);
            version.HasKey(v => new { v.Resource, v.Key, v.Version });
            version.Property(v => v.Body).HasColumnType("jsonb");
            version.HasIndex(v => new { v.Resource, v.ValidUntil, v.ValidFrom });
        });
        return model;
    }

    /// <param name="more">What is kept beside the rows that are pushed, and what else can be read of a day.</param>
    public static IHostApplicationBuilder AddPast<TContext>(this IHostApplicationBuilder builder, Action<KeptTables> more)
        where TContext : DbContext
    {
        var kept = new KeptTables();
        more(kept);
        builder.Services.AddSingleton<IDatabaseObjects<TContext>>(new PastViews<TContext>(kept));
        return builder;
    }
}

/// <summary>What of a service can be looked at as it was on a day beside its resources.</summary>
public sealed class KeptTables
{
    internal List<string> Tables { get; } = [];

    internal List<string> Views { get; } = [];

    /// <param name="table">One whose rows count their changes in a column <c>version</c>.</param>
    public KeptTables Keep(string table)
    {
        Tables.Add(table);
        return this;
    }

    /// <param name="sql">A view in <see cref="PastViews.Schema"/>, by the name of today's table.</param>
    public KeptTables View(string sql)
    {
        Views.Add(sql);
        return this;
    }
}

/// <summary>The tables as they were at the end of a day, by their own names in a schema of their own: one and the same statement reads either.</summary>
public static class PastViews
{
    public const string Schema = "past";

    /// <summary>
    /// The day that is looked at, and the moment at which it was over. Each is a question of its own, so that no plan is made for one day: where the
    /// statistics are older than the rows, PostgreSQL takes a day before them for one on which nothing was known.
    /// </summary>
    public const string Day = $"(select {DayFunction})";

    /// <inheritdoc cref="Day"/>
    public const string EndsAt = $"(select {EndsAtFunction})";

    internal const string DayFunction = $"{Schema}.day()";
    internal const string EndsAtFunction = $"{Schema}.ends_at()";
    internal const string DaySetting = "cluster.past_day";
    internal const string EndsAtSetting = "cluster.past_ends_at";
}

/// <summary>
/// Made anew at each start from the model, so that a new column or resource is there by itself. What was stored before versions were kept counts as
/// having always been so.
/// </summary>
internal sealed class PastViews<TContext>(KeptTables kept) : IDatabaseObjects<TContext>
    where TContext : DbContext
{
    private const string KeepSql = $"""
        drop schema if exists {PastViews.Schema} cascade;
        create schema {PastViews.Schema};
        create function {PastViews.DayFunction} returns date language sql stable as
            $$ select current_setting('{PastViews.DaySetting}')::date $$;
        create function {PastViews.EndsAtFunction} returns timestamptz language sql stable as
            $$ select current_setting('{PastViews.EndsAtSetting}')::timestamptz $$;

        create or replace function key_of_row(body jsonb, columns text[]) returns text language sql immutable as
            $$ select string_agg(body ->> c.name, chr(31) order by c.place) from unnest(columns) with ordinality as c (name, place) $$;

        create or replace function keep_inserted_rows() returns trigger language plpgsql as $$
        begin
            insert into {RowVersions.Table} (resource, key, version, valid_from, valid_until, body)
            select tg_table_name, key_of_row(to_jsonb(c), tg_argv), c.version, now(), 'infinity', to_jsonb(c) from come c
            on conflict (resource, key, version) do update
            set valid_from = excluded.valid_from, valid_until = excluded.valid_until, body = excluded.body; -- it had been deleted
            return null;
        end $$;

        create or replace function keep_updated_rows() returns trigger language plpgsql as $$
        begin
            with came as (select key_of_row(to_jsonb(c), tg_argv) as key, c.version, to_jsonb(c) as body from come c),
            went as (select key_of_row(to_jsonb(g), tg_argv) as key, g.version from gone g),
            ended as (
                update {RowVersions.Table} v set valid_until = now() from came c join went g using (key)
                where v.resource = tg_table_name and v.key = c.key and v.version = g.version and c.version <> g.version)
            insert into {RowVersions.Table} (resource, key, version, valid_from, valid_until, body)
            select tg_table_name, c.key, c.version, now(), 'infinity', c.body from came c join went g using (key) where c.version <> g.version;
            return null;
        end $$;

        create or replace function keep_deleted_rows() returns trigger language plpgsql as $$
        begin
            update {RowVersions.Table} v set valid_until = now() from gone g
            where v.resource = tg_table_name and v.key = key_of_row(to_jsonb(g), tg_argv) and v.version = g.version;
            return null;
        end $$;
        """;

    public string SqlFor(IModel model)
    {
        var tables = model.GetEntityTypes().Where(e => typeof(Resource).IsAssignableFrom(e.ClrType) || kept.Tables.Contains(e.GetTableName()!))
            .OrderBy(e => e.GetTableName(), StringComparer.Ordinal);
        var sql = tables.Aggregate(new StringBuilder(KeepSql), (all, table) => all.Append(SqlOf(table)));
        return kept.Views.Aggregate(sql, (all, view) => all.Append(view).Append(";\n")).ToString();
    }

    /// <summary>A key is looked up by the index of the versions; the other columns come out of the row as the table has them.</summary>
    private static string SqlOf(IEntityType entity)
    {
        var table = entity.GetTableName()!;
        var store = StoreObjectIdentifier.Table(table, entity.GetSchema());
        var keys = entity.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName(store)!).ToList();
        var arguments = string.Join(", ", keys.Select(k => $"'{k}'"));
        var columns = entity.GetProperties().Select(p => p.GetColumnName(store)!)
            .Select(column => keys is [var key] && column == key ? $"v.key as {column}" : column == "version" ? "v.version" : $"r.{column}");
        return $"""

            create or replace trigger keep_inserted after insert on {table} referencing new table as come
                for each statement execute function keep_inserted_rows({arguments});
            create or replace trigger keep_updated after update on {table} referencing old table as gone new table as come
                for each statement execute function keep_updated_rows({arguments});
            create or replace trigger keep_deleted after delete on {table} referencing old table as gone
                for each statement execute function keep_deleted_rows({arguments});
            insert into {RowVersions.Table} (resource, key, version, valid_from, valid_until, body)
            select '{table}', key_of_row(to_jsonb(t), array[{arguments}]), t.version, '-infinity', 'infinity', to_jsonb(t) from {table} t
            where not exists (select from {RowVersions.Table} v where v.resource = '{table}');
            create view {PastViews.Schema}.{table} as
            select {string.Join(", ", columns)}
            from public.{RowVersions.Table} v cross join lateral jsonb_populate_record(null::public.{table}, v.body) r
            where v.resource = '{table}' and v.valid_from < {PastViews.EndsAt} and v.valid_until >= {PastViews.EndsAt};

            """;
    }
}
