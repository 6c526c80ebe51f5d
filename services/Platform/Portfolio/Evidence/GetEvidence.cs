using System.Security.Claims;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Cluster.Portfolio.Evidence;

/// <summary>What was filed of a project, and the files themselves. To a department another's project is not there.</summary>
internal sealed class GetEvidence(NpgsqlDataSource database, PortfolioOptions options)
{
    /// <summary>One row at least where the project is there.</summary>
    private const string ListSql = $"""
        select {EvidenceView.Columns}
        from projects p left join evidence e on e.project = p.key and (e.withdrawn_at is null or $3)
            and ($4 is null or e.purpose = $4) and ($5 is null or e.belongs_to = $5)
        where p.key = $1 and ($2 is null or p.owner = $2)
        order by e.filed_at, e.key
        """;

    private const string FindSql = $"""
        select {EvidenceView.Columns} from evidence e join projects p on p.key = e.project
        where p.key = $1 and e.key = $2 and ($3 is null or p.owner = $3)
        """;

    /// <param name="withdrawn">Those that were withdrawn as well.</param>
    public async Task<EvidenceList> List(
        ClaimsPrincipal user, string project, bool withdrawn, string? purpose, string? belongsTo, CancellationToken cancellation)
    {
        if (purpose is not null && !FiledEvidence.Purposes.All.Contains(purpose))
        {
            throw RequestForm.Refuse(Fault.Of("purpose", IngestionRefusals.NotAllowed, "用途", Refusal.Repeat(purpose), "The purpose").Allowing(FiledEvidence.Purposes.All));
        }

        await using var command = database.CreateCommand(ListSql);
        command.Parameters.Add(new() { Value = project });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = user.SeesOnly() });
        command.Parameters.Add(new() { Value = withdrawn });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = purpose });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = belongsTo?.Replace("\0", "", StringComparison.Ordinal) }); // which nothing can belong to
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!reader.HasRows)
        {
            throw NotFound();
        }

        return new EvidenceList(await EvidenceView.Read(reader, cancellation), options.EvidencePerProjectMax);
    }

    public async Task<IResult> Download(HttpContext context, string project, Guid key, CancellationToken cancellation)
    {
        var evidence = await Find(context.User, project, key, cancellation);
        if (evidence.WithdrawnAt is not null)
        {
            throw new RefusedException(Problem.Of(EvidenceRefusals.Withdrawn));
        }

        return await EvidenceBytes.Send(context, evidence.File, database, cancellation);
    }

    private async Task<EvidenceView> Find(ClaimsPrincipal user, string project, Guid key, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(FindSql);
        command.Parameters.Add(new() { Value = project });
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = user.SeesOnly() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return (await EvidenceView.Read(reader, cancellation)).FirstOrDefault() ?? throw NotFound();
    }

    private static RefusedException NotFound() => new(Problem.Of(ServiceDefaults.Refusals.NotFound));
}
