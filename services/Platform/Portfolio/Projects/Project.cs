using Cluster.Contracts;
using Cluster.Ingestion;
using Cluster.Ingestion.SenderCodes;

namespace Cluster.Portfolio.Projects;

/// <summary>A project (项目) from the first idea to operation, under the department's own key for its whole life. Money is in 万元.</summary>
public sealed record Project : Resource
{
    /// <summary>建设性质, as form 206-1 of the statistics bureau has them.</summary>
    public static readonly Codes<ProjectNature> Natures = new(
        (ProjectNature.New, "new", "新建"),
        (ProjectNature.Expansion, "expansion", "扩建"),
        (ProjectNature.Renewal, "renewal", "改建和技术改造"),
        (ProjectNature.LivingFacilities, "living-facilities", "单纯建造生活设施"),
        (ProjectNature.Relocation, "relocation", "迁建"),
        (ProjectNature.Restoration, "restoration", "恢复"),
        (ProjectNature.Purchase, "purchase", "单纯购置"));

    public static readonly Codes<ProjectFunding> Fundings = new(
        (ProjectFunding.Government, "government", "政府投资"),
        (ProjectFunding.Enterprise, "enterprise", "企业投资"));

    public static readonly Codes<ProjectApproval> Approvals = new(
        (ProjectApproval.Examination, "examination", "审批"),
        (ProjectApproval.Verification, "verification", "核准"),
        (ProjectApproval.Filing, "filing", "备案"));

    /// <summary>统计阶段: site levelling and demolition before the permanent works are still 筹建, whatever the dispatch calls them.</summary>
    public static readonly Codes<StatisticsStage> StatisticsStages = new(
        (Projects.StatisticsStage.Preparing, "preparing", "筹建"),
        (Projects.StatisticsStage.UnderConstruction, "under-construction", "本年正式施工"),
        (Projects.StatisticsStage.Finishing, "finishing", "本年收尾"),
        (Projects.StatisticsStage.Suspended, "suspended", "全部停缓建"),
        (Projects.StatisticsStage.PurchaseOnly, "purchase-only", "单纯购置"));

    /// <summary>What months, years, milestones and problems are of.</summary>
    public static readonly Referable Referred = new("project", "projects", PortfolioRefusals.UnknownProject);

    /// <summary>Null as long as it has none; the key stays the department's own.</summary>
    public ProjectCode? Code { get; init; }

    public required string Name { get; init; }

    /// <summary>项目单位.</summary>
    public required string Unit { get; init; }

    public CreditCode? CreditCode { get; init; }

    /// <summary>牵头单位.</summary>
    public string? LeadUnit { get; init; }

    /// <summary>责任单位.</summary>
    public string? ResponsibleUnit { get; init; }

    /// <summary>包联领导, by post or name.</summary>
    public string? Leader { get; init; }

    /// <summary>Division codes, at least one.</summary>
    public required string[] Counties { get; init; }

    /// <summary>Percent of each county, in the same order; they add up to 100.</summary>
    public required string[] SharesPercent { get; init; }

    /// <summary>GB/T 4754: two to four digits.</summary>
    public string? IndustryClass { get; init; }

    public string? Chain { get; init; }

    public ProjectNature? Nature { get; init; }

    public ProjectFunding? Funding { get; init; }

    public ProjectApproval? Approval { get; init; }

    public string? ApprovalNumber { get; init; }

    public required string[] Tasks { get; init; }

    public required ProjectStage Stage { get; init; }

    /// <summary>Null where nobody said it; what is counted from then on is counted from the day of the report.</summary>
    public DateOnly? StageSince { get; init; }

    /// <summary>When it came to each stage, as <see cref="StagePassages"/> writes it; made by the platform.</summary>
    public string[] Passages { get; init; } = [];

    /// <summary>What shows that the gate was passed: number of a permit, order or report, or the key of a filed document.</summary>
    public string? StageEvidence { get; init; }

    /// <summary>Why it is halted.</summary>
    public string? StageReason { get; init; }

    /// <summary>Why an earlier report of the stage was wrong.</summary>
    public string? StageCorrection { get; init; }

    public StatisticsStage? StatisticsStage { get; init; }

    /// <summary>入库（纳统）日期.</summary>
    public DateOnly? StatisticsEnteredOn { get; init; }

    /// <summary>计划总投资.</summary>
    public decimal? TotalWan { get; init; }

    public decimal? BudgetWan { get; init; }

    public decimal? LoansWan { get; init; }

    public decimal? BondsWan { get; init; }

    public decimal? ForeignWan { get; init; }

    public decimal? SelfRaisedWan { get; init; }

    public decimal? OtherSourcesWan { get; init; }

    /// <summary>概算调整; counts instead of the total, and only with the number of its document.</summary>
    public decimal? AdjustedTotalWan { get; init; }

    public string? AdjustmentNumber { get; init; }

    public DateOnly? PlannedStart { get; init; }

    public DateOnly? StartedOn { get; init; }

    public DateOnly? PlannedCompletion { get; init; }

    public DateOnly? CompletedOn { get; init; }

    public string? Note { get; init; }

    /// <summary>What was stored while a row of it is judged; null for a new one.</summary>
    internal StoredProject? Stored { get; init; }

    /// <summary>What may be spent: the total, or what an adjusted estimate made of it.</summary>
    internal decimal? LimitWan => AdjustedTotalWan ?? TotalWan;

    /// <summary>What was told of its money, where a row of it is held against that.</summary>
    internal SpentSoFar? Spent { get; init; }

    /// <summary>Stored projects with its code, whoever reports them.</summary>
    internal IReadOnlyList<StoredProject> CodeHolders { get; init; } = [];
}

public enum ProjectNature
{
    New,
    Expansion,
    Renewal,
    LivingFacilities,
    Relocation,
    Restoration,
    Purchase,
}

public enum ProjectFunding
{
    Government,
    Enterprise,
}

public enum ProjectApproval
{
    Examination,
    Verification,
    Filing,
}

public enum StatisticsStage
{
    Preparing,
    UnderConstruction,
    Finishing,
    Suspended,
    PurchaseOnly,
}
