using Cluster.Coordination.Reporting;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;

namespace Cluster.Coordination.Plan;

/// <summary>A task (任务) of the plan, in the document's order.</summary>
public sealed record PlanTask : Resource
{
    /// <summary>What progress reports are about.</summary>
    public static readonly Referable Referred = new("task", "tasks", CoordinationRefusals.UnknownTask);

    public required string Theme { get; init; }

    public required string Subsection { get; init; }

    public required string Clause { get; init; }

    public required int Ordinal { get; init; }

    public required string Title { get; init; }

    public required string TitleEn { get; init; }

    /// <summary>Lead organisations (牵头单位): none, one or several, by short name.</summary>
    public required string[] Leads { get; init; }

    /// <summary>Co-operating organisations (配合单位), each once.</summary>
    public required string[] CoOperators { get; init; }

    /// <summary>Where it is carried out (实施地区), as the document says it.</summary>
    public required string[] Implementers { get; init; }

    /// <summary>The concrete things the task names (举措), in the document's order.</summary>
    public required string[] Measures { get; init; }

    public required string[] MeasuresEn { get; init; }

    public string? Note { get; init; }

    /// <summary>Where the plan's text says it (引文), in characters from its beginning; null as long as nobody has said where.</summary>
    public int? QuoteOffset { get; init; }

    public int? QuoteLength { get; init; }

    /// <summary>Of what stands there, as <see cref="PlanText.HashOf"/> makes it.</summary>
    public string? QuoteSha256 { get; init; }

    /// <summary>The first day with the roles that were changed last, and the first without those that ended then; null where no role was dated yet.</summary>
    public DateOnly? RolesSince { get; init; }

    internal string[] HoldersOf(TaskRole role) => role switch
    {
        TaskRole.Lead => Leads,
        TaskRole.CoOperator => CoOperators,
        _ => Implementers,
    };

    internal bool HasTheRolesOf(PlanTask other) => Array.TrueForAll(Enum.GetValues<TaskRole>(), role => HoldersOf(role).SequenceEqual(other.HoldersOf(role)));
}
