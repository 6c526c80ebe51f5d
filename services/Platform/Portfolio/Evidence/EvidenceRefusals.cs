using Cluster.ServiceDefaults;

namespace Cluster.Portfolio.Evidence;

/// <summary>Every way evidence can be refused.</summary>
public static class EvidenceRefusals
{
    public static readonly Refusal TypeNotAllowed = new("evidence-type-not-allowed", RefusalKind.UnsupportedMedia,
        "文件内容不是可归档的类型（按内容判断，与文件名无关）；可用类型见 allowed。",
        "The content is of no type that can be filed (the content decides, not the name); see the allowed types.");

    public static readonly Refusal HoldsMacros = new("evidence-holds-macros", RefusalKind.UnsupportedMedia,
        "文档含有宏或控件，不予归档。请另存为不含宏的 XLSX 或 DOCX，或转为 PDF。",
        "The document holds macros or controls and is not filed. Save it as XLSX or DOCX without them, or as PDF.");

    public static readonly Refusal TooLarge = new("evidence-too-large", RefusalKind.TooLarge,
        "文件超过 {0} 字节的上限。请压缩图片或拆分文档后再上传。",
        "The file is larger than the limit of {0} bytes. Make the picture smaller or split the document.");

    public static readonly Refusal TooMany = new("evidence-too-many", RefusalKind.Unprocessable,
        "该项目已有 {0} 份材料，达到上限。请先撤回不再需要的材料。",
        "The project has {0} files, which is the limit. Withdraw those that are no longer needed.");

    public static readonly Refusal Empty = new("evidence-empty", RefusalKind.Unprocessable,
        "文件没有内容。", "The file is empty.");

    public static readonly Refusal OneFile = new("evidence-one-file", RefusalKind.Unprocessable,
        "表单应恰有一个文件，收到 {0} 个。每份材料单独上传。", "The form must hold exactly one file; {0} came. File each one with a request of its own.");

    public static readonly Refusal BadForm = new("evidence-bad-form", RefusalKind.Malformed,
        "multipart/form-data 表单不完整或无法解析。", "The multipart/form-data form is incomplete or cannot be read.");

    public static readonly Refusal NothingThere = new("evidence-belongs-nowhere", RefusalKind.Unprocessable,
        "用途“{0}”的材料应说明属于哪一项，“{1}”不是本项目的；应为{2}。",
        "Evidence for {3} says what it belongs to, and \"{1}\" is none of this project; it must be {4}.");

    public static readonly Refusal Withdrawn = new("evidence-withdrawn", RefusalKind.NotFound,
        "该材料已撤回，不再提供。原因见列表。", "This file was withdrawn and is no longer given; the list says why.");

    public static readonly Refusal WithdrawnBefore = new("evidence-withdrawn-before", RefusalKind.Conflict,
        "该材料已撤回，原因是“{0}”。", "This file was withdrawn before, because \"{0}\".");
}
