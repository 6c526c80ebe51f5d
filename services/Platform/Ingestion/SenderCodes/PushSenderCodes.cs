using Cluster.Contracts;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cluster.Ingestion.SenderCodes;

/// <summary>An organisation registers what its systems' own codes stand for (代码对照), so that it need not change them to push.</summary>
/// <param name="kinds">What this service's rows refer to.</param>
public sealed class PushSenderCodes(string service, IReadOnlyList<Referable> kinds)
    : Push<SenderCode, SenderCodeMapped>(service, "sender-codes", [Kind, Code, Target], [System])
{
    private static readonly TextField System = new("system", "业务系统", "The system", MaxLength: 100);
    private static readonly TextField Kind = new("kind", "对象类别", "The kind", MaxLength: 40);
    private static readonly TextField Code = new("code", "系统代码", "The system's code", MaxLength: 100);
    private static readonly TextField Target = new("target", "平台编码", "The platform's key", MaxLength: 100);

    public override IReadOnlyList<string> Writers => [Roles.Department, Roles.Office];

    public override SenderCode Build(Row row)
    {
        var code = new SenderCode
        {
            Key = "",
            Owner = row.Caller.Organisation,
            System = row.Find(System) ?? row.Caller.Client,
            Kind = row.Get(Kind),
            Code = row.Get(Code),
            Target = row.Get(Target),
        };
        if (code.Kind is not null && KindOf(code) is null)
        {
            row.Refuse(Fault.Of(Kind.Name, IngestionRefusals.NotAllowed, Kind.Zh, Refusal.Repeat(code.Kind), Kind.En).Allowing([.. kinds.Select(k => k.Kind)]));
        }

        return row.IsSound ? code with { Key = SenderCode.KeyOf(code.System, code.Kind!, code.Code) } : code;
    }

    public override SenderCodeMapped Describe(SenderCode resource) =>
        new(resource.Key, resource.Owner, resource.System, resource.Kind, resource.Code, resource.Target);

    /// <summary>The target must be there; a code that is a key of the platform already would mean two things.</summary>
    public override async Task<Func<SenderCode, IEnumerable<Fault>>> Check(
        IReadOnlyList<SenderCode> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var known = new HashSet<(string Kind, string Key)>();
        foreach (var kind in rows.GroupBy(r => r.Kind))
        {
            await using var command = new NpgsqlCommand($"select key from {KindOf(kind.First())!.Table} where key = any($1)", connection)
            {
                Parameters = { new() { Value = kind.SelectMany(r => new[] { r.Code, r.Target }).Distinct().ToArray() } },
            };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                known.Add((kind.Key, reader.GetString(0)));
            }
        }

        return row =>
        [
            .. known.Contains((row.Kind, row.Target)) ? [] : new[] { Fault.Of(Target.Name, KindOf(row)!.Unknown, row.Target) },
            .. row.Code != row.Target && known.Contains((row.Kind, row.Code))
                ? new[] { Fault.Of(Code.Name, IngestionRefusals.CodeIsAKey, row.Code, row.Target) } : [],
        ];
    }

    private Referable? KindOf(SenderCode code) => kinds.FirstOrDefault(k => k.Kind == code.Kind);
}

public static class SenderCodeEndpoints
{
    /// <summary>The register of a service whose rows refer to something.</summary>
    public static RouteGroupBuilder MapSenderCodes<TContext>(this RouteGroupBuilder routes, string service, params IReadOnlyList<Referable> kinds)
        where TContext : DbContext =>
        routes.MapResource<TContext, SenderCode, SenderCodeMapped>(new PushSenderCodes(service, kinds));
}
