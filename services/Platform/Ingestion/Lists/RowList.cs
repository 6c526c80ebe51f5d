using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Ingestion.Files;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
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
        await using var command = ListStatement.Of(database, Columns, query, view.Selection, OwnerSeen(context), query.PageSize + 1);
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

    /// <summary>
    /// The file is whole before its first byte is sent: what fails on the way is a refusal and not half a file that looks like a whole one, the
    /// record says how many rows it held, and a slow reader holds no connection to the database. What it takes is disk, not memory.
    /// </summary>
    public async Task Export(
        HttpContext context, ExportFormat format, NpgsqlDataSource database, EventLog log, TimeProvider time, CancellationToken cancellation)
    {
        var query = ListQuery.Of(context.Request, Columns, _columns, isPaged: false);
        var columns = ColumnsOf(query.Members);
        await using var file = new FileBufferingWriteStream();
        var rows = await Write(file, format, columns, query, OwnerSeen(context), database, cancellation);

        var caller = context.Caller();
        await log.Note(
            caller, $"{push.ServiceName}/{push.ResourceName}/exports",
            new RowsExported(push.ResourceName, format.Extension, PersonalNumbers.Mask(Uri.UnescapeDataString(context.Request.QueryString.Value ?? "")), rows), cancellation);

        var name = new ContentDispositionHeaderValue("attachment");
        name.SetHttpFileName(format.FileName($"{push.ServiceName}-{push.ResourceName}", caller.Organisation, time.Today()));
        context.Response.ContentType = format.MediaType;
        context.Response.Headers.ContentDisposition = name.ToString();
        context.Response.ContentLength = file.Length;
        await file.DrainBufferAsync(context.Response.Body, cancellation);
    }

    private async Task<int> Write(
        Stream file, ExportFormat format, IReadOnlyList<ExportColumn> columns, ListQuery query, string? owner, NpgsqlDataSource database,
        CancellationToken cancellation)
    {
        await using var command = ListStatement.Of(database, Columns, query, map.Selection, owner, ExportFormat.RowsMax + 1);
        command.CommandTimeout = ExportFormat.SecondsMax;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        using var table = format.Begin(file, columns);
        var rows = 0;
        while (await reader.ReadAsync(cancellation))
        {
            if (++rows > ExportFormat.RowsMax)
            {
                throw new RefusedException(Problem.Of(ListRefusals.TooManyToExport, ExportFormat.RowsMax).With("limit", ExportFormat.RowsMax));
            }

            var row = map.Read(reader);
            var told = JsonSerializer.SerializeToElement(push.Describe(row), EventJson.Options);
            table.Row([.. columns.Select(c => told.TryGetProperty(c.Field.Name, out var value) ? value
                : JsonSerializer.SerializeToElement(c.Field == ListColumns.Owner ? row.Owner : row.Key))]);
        }

        return rows;
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
