using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;

namespace Cluster.Coordination.Organisations;

/// <summary>An organisation (单位) of the plan; its key is its registered short name.</summary>
public sealed record Organisation : Resource
{
    public static readonly Codes<OrganisationKind> Kinds = new(
        (OrganisationKind.MunicipalBureau, "municipal-bureau", "市直部门"),
        (OrganisationKind.PartyOffice, "party-office", "党委部门"),
        (OrganisationKind.CentralAgency, "central-agency", "中直区直单位"),
        (OrganisationKind.Enterprise, "enterprise", "企业"),
        (OrganisationKind.Other, "other", "其他"));

    /// <summary>Who reports.</summary>
    public static readonly Referable Referred = new("organisation", "organisations", CoordinationRefusals.UnknownOrganisation);

    public required string FullName { get; init; }

    public required string NameEn { get; init; }

    public required OrganisationKind Kind { get; init; }

    /// <summary>Other ways in which documents write it; no two organisations share one.</summary>
    public required string[] Aliases { get; init; }

    /// <summary>The first day of the name; null where it was there before the plan.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Its last day, where the organisation was merged, renamed or dissolved (合并、更名、撤销). Its rows keep its name.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Who is meant by the name from the day after that (承继单位).</summary>
    public string? Successor { get; init; }
}

public enum OrganisationKind
{
    MunicipalBureau,
    PartyOffice,
    CentralAgency,
    Enterprise,
    Other,
}
