using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Ingestion.Files;
using Cluster.Ingestion.Past;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;

namespace Cluster.Ingestion.Lists;

/// <summary>A resource's list (列表): some of its rows in some order, page by page or as a file.</summary>
internal sealed class RowList<T, TEvent, TItem>(Push<T, TEvent> push, TableMap<T> map, ListView<TItem> view)
    where T : Resource
    where TEvent : class
{
    private readonly string[] _members = MembersOf<TItem>(view.KeyMember);
    private readonly string[] _columns = [.. MembersOf<TEvent>("key").Union([ListColumns.Owner.Name])];

    public ListColumns Columns { get; } = ListColumns.Of(push, map, view.Join, view.More);

    public IReadOnlyList<string> Members => _members;

    public async Task<IResult> Page(HttpContext context, NpgsqlDataSource database, CancellationToken cancellation)
    {
        var query = ListQuery.Of(context.Request, Columns, _members, isPaged: true);
        await using var connection = await database.OpenAsOf(query.AsOf, cancellation);
        await using var command = ListStatement.Of(connection, Columns, query, view.Selection, OwnerSeen(context), query.PageSize + 1);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (items, keys, last, more) = (new List<TItem>(), new List<string>(), Array.Empty<object?>(), false);
        while (await reader.ReadAsync(cancellation))
        {
            if (items.Count == query.PageSize)
            {
                more = true;
                break;
            }

            items.Add(view.Read(reader));
            if (query.Members is not null)
            {
                keys.Add((string)ListCursor.ValuesOf(reader, query.Order)[KeyPlace(query)]!);
            }

            if (items.Count == query.PageSize)
            {
                last = ListCursor.ValuesOf(reader, query.Order);
            }
        }

        var next = more ? ListCursor.Write(query.Mark, last) : null;
        if (next is not null)
        {
            context.Response.Headers.Link = $"<{context.Request.Path}{QueryOfNext(context.Request, query, next)}>; rel=\"next\"";
        }

        return query.Members is { } members
            ? Results.Ok(new Page<JsonObject>([.. items.Zip(keys, (item, key) => Chosen(item, key, members))], next))
            : Results.Ok(new Page<TItem>(items, next));
    }

    public Task Export(
        HttpContext context, ExportFormat format, NpgsqlDataSource database, EventLog log, TimeProvider time, CancellationToken cancellation)
    {
        var query = ListQuery.Of(context.Request, Columns, _columns, isPaged: false);
        var columns = ColumnsOf(query.Members);
        return FileExport.Send(
            context, push.ServiceName, push.ResourceName, format, columns, Rows(columns, query, OwnerSeen(context), database, cancellation), log, time, cancellation);
    }

    private async IAsyncEnumerable<IReadOnlyList<JsonElement>> Rows(
        IReadOnlyList<ExportColumn> columns, ListQuery query, string? owner, NpgsqlDataSource database, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsOf(query.AsOf, cancellation);
        await using var command = ListStatement.Of(connection, Columns, query, map.Selection, owner, ExportFormat.RowsMax + 1);
        command.CommandTimeout = ExportFormat.SecondsMax;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var row = map.Read(reader);
            var told = JsonSerializer.SerializeToElement(push.Describe(row), EventJson.Options);
            yield return [.. columns.Select(c => told.TryGetProperty(c.Field.Name, out var value) ? value
                : JsonSerializer.SerializeToElement(c.Field == ListColumns.Owner ? row.Owner : row.Key))];
        }
    }

    /// <summary>Those of the template, so that a file that was taken can be sent; beyond them the key and the owner, where they are asked for.</summary>
    private List<ExportColumn> ColumnsOf(IReadOnlySet<string>? members)
    {
        var fields = push.RequiredFields.Select(f => new ExportColumn(f, IsRequired: true))
            .Concat(push.OptionalFields.Select(f => new ExportColumn(f, IsRequired: false))).ToList();
        if (members is null)
        {
            return fields;
        }

        var own = new[] { ListColumns.RowKey, ListColumns.Owner }.Where(o => !fields.Exists(f => f.Field.Name == o.Name)).Select(o => new ExportColumn(o, IsRequired: false));
        return [.. own.Concat(fields).Where(c => c.Field.Name == "key" || members.Contains(c.Field.Name))];
    }

    private string? OwnerSeen(HttpContext context) => view.IsOpen ? null : context.User.SeesOnly();

    private int KeyPlace(ListQuery query) => query.Order.Index().First(o => o.Item.Column == Columns.Key).Index;

    private JsonObject Chosen(TItem item, string key, IReadOnlySet<string> members)
    {
        var chosen = JsonSerializer.SerializeToNode(item, EventJson.Options)!.AsObject();
        foreach (var member in chosen.Select(m => m.Key).Where(m => !members.Contains(m) || m == view.KeyMember).ToList())
        {
            chosen.Remove(member);
        }

        chosen.Insert(0, view.KeyMember, key);
        return chosen;
    }

    private static string[] MembersOf<TShown>(string key) =>
        [.. EventJson.Options.GetTypeInfo(typeof(TShown)).Properties.Select(p => p.Name).Prepend(key).Distinct()];

    /// <summary>All that was asked, from the next row on.</summary>
    private static string QueryOfNext(HttpRequest request, ListQuery query, string next)
    {
        var parameters = new List<string> { $"{ListQuery.PageSizeName}={query.PageSize}" };
        foreach (var given in new QueryStringEnumerable(request.QueryString.Value))
        {
            var name = given.DecodeName().ToString();
            if (name is not (ListQuery.PageSizeName or ListQuery.AfterName))
            {
                parameters.Add($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(given.DecodeValue().ToString())}");
            }
        }

        return $"?{string.Join('&', parameters)}&{ListQuery.AfterName}={next}";
    }
}

/// <summary>Rows left as a file (导出): what was taken and how much, for the audit trail.</summary>
/// <param name="Query">Filters, order and fields, as they were asked.</param>
public sealed record RowsExported(string Resource, string Format, string Query, int Rows);
