using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Lists;

/// <summary>Every way a list can be refused.</summary>
public static class ListRefusals
{
    public static readonly Refusal UnknownParameter = new("unknown-parameter", RefusalKind.Malformed,
        "此列表没有参数“{0}”；可用的参数见 allowed。", "This list has no parameter \"{0}\"; see the allowed ones.");

    public static readonly Refusal ParameterTwice = new("parameter-twice", RefusalKind.Malformed,
        "参数“{0}”只能出现一次。", "The parameter \"{0}\" can occur only once.");

    public static readonly Refusal TooManyValues = new("too-many-values", RefusalKind.Malformed,
        "一次查询最多 {0} 个筛选值。", "A query has at most {0} values to filter by.");

    public static readonly Refusal BadSort = new("bad-sort", RefusalKind.Malformed,
        "不能按“{0}”排序。sort 最多 {1} 个字段，用逗号分开，各出现一次，降序加“-”；可用的字段见 allowed。",
        "The list cannot be sorted by \"{0}\". sort takes up to {1} fields, separated by commas, each once, with - for descending; see the allowed ones.");

    public static readonly Refusal NoSuchMember = new("no-such-member", RefusalKind.Malformed,
        "列表的行没有“{0}”；fields 可用的名称见 allowed。", "A row of this list has no \"{0}\"; see what fields can name.");

    public static readonly Refusal BadCursor = new("bad-cursor", RefusalKind.Malformed,
        "after 不是用同样的筛选和排序读到的游标。不带 after 则从头读取。",
        "after is not a cursor that this list gave for the same filters and the same order. Leave it out to read from the beginning.");

    public static readonly Refusal TooManyToExport = new("too-many-rows-to-export", RefusalKind.Unprocessable,
        "符合条件的超过 {0} 行，一次导出不能包含。请增加筛选条件分次导出，例如按日期或类别。",
        "More than {0} rows match, which is more than one export holds. Filter further, by date or by kind, and export in parts.");
}
