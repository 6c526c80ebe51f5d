using System.Text.Json;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;

namespace Cluster.Ingestion;

/// <summary>A body that is no row but one object, such as a setting: read by the same fields, and all that is wrong with it is said at once.</summary>
public static class RequestForm
{
    /// <param name="fields">All that it may hold.</param>
    /// <param name="read">What is built from a faulty body is thrown away.</param>
    public static async Task<T> Read<T>(HttpContext context, IReadOnlyList<Field> fields, Func<Row, T> read, CancellationToken cancellation)
    {
        using var body = await RequestBody.Read(context.Request, cancellation);
        if (body.Root.ValueKind != JsonValueKind.Object)
        {
            throw new RefusedException(Problem.Of(IngestionRefusals.NotAnObject).With("field", "$"));
        }

        var form = new Row(body.Root, context.Caller(), routeKey: null);
        var known = fields.Select(f => f.Name).ToHashSet();
        if (form.UnknownFields(known).FirstOrDefault() is { } unknown)
        {
            var name = Refusal.Repeat(unknown);
            throw new RefusedException(Problem.Of(IngestionRefusals.UnknownMember, name).With("field", name).With("allowed", known));
        }

        var value = read(form);
        return form.IsSound ? value : throw RefusedFor(form);
    }

    /// <summary>A parameter of an address that takes one of some codes, or is left out.</summary>
    public static void Demand(string name, string zh, string en, string? given, IReadOnlyCollection<string> allowed)
    {
        if (given is not null && !allowed.Contains(given))
        {
            throw Refuse(Fault.Of(name, IngestionRefusals.NotAllowed, zh, Refusal.Repeat(given), en).Allowing(allowed));
        }
    }

    /// <summary>For what only shows after the reading, such as a name that leads nowhere.</summary>
    public static RefusedException Refuse(params Fault[] faults) =>
        new(ResourceEndpoints.ProblemOf(faults[0], faults).With("allowed", faults[0].Allowed));

    private static RefusedException RefusedFor(Row form) => Refuse([.. form.Faults]);
}
