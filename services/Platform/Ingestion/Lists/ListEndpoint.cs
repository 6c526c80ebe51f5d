using Cluster.Ingestion.Files;
using Cluster.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cluster.Ingestion.Lists;

/// <summary>The address of a list: JSON page by page, or a file by <c>Accept</c> or <c>format</c>.</summary>
public static class ListEndpoint
{
    /// <summary>For a list that shows more than its rows.</summary>
    public static RouteGroupBuilder MapList<TContext, T, TEvent, TItem>(this RouteGroupBuilder service, Push<T, TEvent> push, ListView<TItem> view)
        where TContext : DbContext
        where T : Resource
        where TEvent : class =>
        service.Map<TContext, T, TEvent, TItem>(push, _ => view);

    internal static RouteGroupBuilder MapList<TContext, T, TEvent>(this RouteGroupBuilder service, Push<T, TEvent> push)
        where TContext : DbContext
        where T : Resource
        where TEvent : class =>
        service.Map<TContext, T, TEvent, TEvent>(push, map => new(map.Selection, Join: "", More: [], reader => push.Describe(map.Read(reader))));

    private static RouteGroupBuilder Map<TContext, T, TEvent, TItem>(
        this RouteGroupBuilder service, Push<T, TEvent> push, Func<TableMap<T>, ListView<TItem>> viewOf)
        where TContext : DbContext
        where T : Resource
        where TEvent : class
    {
        var list = new Lazy<RowList<T, TEvent, TItem>>(() =>
        {
            var map = ResourceEndpoints.MapOf<TContext, T>(service);
            return new(push, map, viewOf(map));
        });
        service.MapGet(push.ResourceName, async (HttpContext context, NpgsqlDataSource database, EventLog log, TimeProvider time, CancellationToken cancellation) =>
        {
            context.Response.Headers.Vary = "Accept";
            if (ExportFormat.Of(context.Request) is not { } format)
            {
                return await list.Value.Page(context, database, cancellation);
            }

            await list.Value.Export(context, format, database, log, time, cancellation);
            return Results.Empty;
        }).WithSummary("列表：筛选、排序、分页、导出 A list: filtered, sorted, page by page or as a file").Produces<Page<TItem>>().WithMetadata(new ListOperation(() => (list.Value.Columns, list.Value.Members)));
        return service;
    }
}
