using Cluster.ServiceDefaults;

namespace Cluster.Portfolio.Pool.Merges;

/// <summary>Every way a decision on two projects can be refused.</summary>
public static class MergeRefusals
{
    public static readonly Refusal UnknownProject = new("merge-unknown-project", RefusalKind.Unprocessable,
        "全市项目库中没有项目“{0}”。键由服务和项目编码组成，如 infrastructure/p-1。",
        "The city's pool has no project \"{0}\". Its keys are a service and the project's key, such as infrastructure/p-1.");

    public static readonly Refusal SameProject = new("merge-same-project", RefusalKind.Unprocessable,
        "两个键是同一个项目“{0}”，无需合并。", "Both keys are the project \"{0}\"; there is nothing to merge.");

    public static readonly Refusal RemainingIsNeither = new("merge-remaining-unknown", RefusalKind.Unprocessable,
        "保留的项目应为“{0}”或“{1}”。", "The project that remains must be \"{0}\" or \"{1}\".");

    public static readonly Refusal RemainingWithoutMerge = new("merge-remaining-without-merge", RefusalKind.Unprocessable,
        "不合并时两个项目都保留，不应填写保留的项目。", "Two projects that stay apart both remain, so none of them is named as the one that does.");

    public static readonly Refusal Chain = new("merge-chain", RefusalKind.Conflict,
        "“{0}”已并入“{1}”，不能再作为保留的项目。请改为并入“{1}”，或先撤销此前的决定。",
        "\"{0}\" was merged into \"{1}\" itself and cannot remain. Merge into \"{1}\", or undo that decision first.");

    public static readonly Refusal MergedElsewhere = new("merged-elsewhere", RefusalKind.Conflict,
        "“{0}”已并入“{1}”。请先撤销此前的决定。", "\"{0}\" was merged into \"{1}\" before. Undo that decision first.");

    public static readonly Refusal HoldsOthers = new("merge-holds-others", RefusalKind.Conflict,
        "“{1}”已并入“{0}”，因此“{0}”不能再并入其他项目。请以“{0}”为保留的项目，或先撤销此前的决定。",
        "\"{1}\" was merged into \"{0}\", which therefore cannot be merged away. Let \"{0}\" remain, or undo that decision first.");

    public static readonly Refusal DecidedMeanwhile = new("merge-decided-meanwhile", RefusalKind.Conflict,
        "这两个项目已有第 {0} 版决定，不是所依据的第 {1} 版。请重新查看后再决定，并在 version 中填写所看到的版本。",
        "There is a decision {0} on these two projects, and not {1} as this one goes by. Look again before deciding, and give the version that was seen.");
}
