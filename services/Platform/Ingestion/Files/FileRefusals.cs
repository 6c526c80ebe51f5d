using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Files;

/// <summary>Every way a file can be refused that a JSON batch cannot.</summary>
public static class FileRefusals
{
    // The file as a whole.
    public static readonly Refusal UnsupportedType = new("file-type-unsupported", RefusalKind.UnsupportedMedia,
        "不接受此类文件（{0}）。请发送 CSV（text/csv）或 XLSX 工作簿。",
        "Files of this type ({0}) are not taken. Send CSV (text/csv) or an XLSX workbook.");

    public static readonly Refusal TypeMismatch = new("file-type-mismatch", RefusalKind.UnsupportedMedia,
        "Content-Type 声明为 {0}，内容却不是。请按文件的实际类型声明。",
        "The Content-Type says {0}, the content is something else. Declare what the file is.");

    public static readonly Refusal UnsupportedCharset = new("charset-unsupported", RefusalKind.UnsupportedMedia,
        "不支持的字符集“{0}”。请使用 UTF-8 或 GB18030。", "The charset \"{0}\" is not known here. Use UTF-8 or GB18030.");

    public static readonly Refusal UnknownEncoding = new("encoding-unknown", RefusalKind.Unprocessable,
        "无法识别文件的编码：既不是 UTF-8，也不是 GB18030。请另存为“CSV UTF-8（逗号分隔）”后重试。",
        "The encoding is neither UTF-8 nor GB18030. Save the file as \"CSV UTF-8 (comma delimited)\" and try again.");

    public static readonly Refusal BrokenQuotes = new("csv-quotes-broken", RefusalKind.Unprocessable,
        "第 {0} 行的引号不成对，其后的内容无法可靠分列，整个文件未处理。含引号的内容应写作 \"\"。",
        "The quotes of line {0} do not match, so what follows cannot be told apart and nothing was done. Write a quote inside a quoted field as \"\".");

    public static readonly Refusal RecordTooLong = new("csv-record-too-long", RefusalKind.Unprocessable,
        "第 {0} 行附近的一条记录超过 {1} 字节，可能缺少一个引号。", "A record near line {0} is longer than {1} bytes; a quote may be missing.");

    public static readonly Refusal TooManyColumns = new("too-many-columns", RefusalKind.Unprocessable,
        "第 {0} 行多于 {1} 列。", "Line {0} has more than {1} columns.");

    public static readonly Refusal NoRows = new("no-rows", RefusalKind.Unprocessable,
        "表头之后没有数据行。", "There is no row below the header.");

    public static readonly Refusal HeaderNotFound = new("header-not-found", RefusalKind.Unprocessable,
        "前 {0} 行中没有找到表头。表头应使用 allowed 中的字段名或中英文名称，可在括号中注明单位。",
        "There is no header in the first {0} rows. It names the fields in allowed, by name or by their Chinese or English words, with the unit in brackets if you like.");

    public static readonly Refusal ColumnsMissing = new("columns-missing", RefusalKind.Unprocessable,
        "第 {0} 行的表头缺少必填列：{1}。", "The header in row {0} lacks required columns: {2}.");

    public static readonly Refusal ColumnTwice = new("column-twice", RefusalKind.Unprocessable,
        "表头中“{0}”出现两次（第 {1}、{2} 列），无法判断以哪一列为准。",
        "The header has {3} twice (columns {1} and {2}); which of them counts cannot be told.");

    public static readonly Refusal MonthFigureUnsaid = new("month-figure-unsaid", RefusalKind.Unprocessable,
        "表头“{0}”没有写明是当月数还是累计数。此处只收累计数：请写作“1-3月”“3月累计”，或在其上一行合并写“{1}”。",
        "The heading \"{0}\" does not say whether its figures are of the month or of the year up to it. Only the latter are taken: name the field behind the month, or above it in a cell that is merged over the months ({2}).");

    public static readonly Refusal MonthWithoutYear = new("month-without-year", RefusalKind.Unprocessable,
        "表头“{0}”没有写明年份。请写作“2026年3月”，或设“年度”一列，或在表题中写明年份。",
        "The heading \"{0}\" leaves the year open. Write it as 2026-03, have a column \"year\", or say the year in the title above.");

    public static readonly Refusal UnitDiffers = new("unit-differs", RefusalKind.Unprocessable,
        "“{0}”的单位是{1}，表头写的是“{2}”，不能准确换算。请换算后注明单位。",
        "The unit of {3} is {1}; the header says \"{2}\", which does not convert exactly. Convert the figures and say the unit.");

    public static readonly Refusal UnitContradictsFile = new("unit-contradicts-file", RefusalKind.Unprocessable,
        "本行“{0}”写的是“{1}”，文件另注明单位“{2}”，无法判断以哪一个为准。请只保留正确的一个。",
        "This row's {3} says \"{1}\" and the file states \"{2}\"; which of them holds cannot be told. Keep the right one only.");

    // A workbook as a whole.
    public static readonly Refusal OldWorkbook = new("workbook-old-format", RefusalKind.UnsupportedMedia,
        "这是旧格式（.xls）工作簿。请用 Excel 或 WPS 打开，选择“文件—另存为—Excel 工作簿（*.xlsx）”后发送。",
        "This is a workbook in the old format (.xls). Open it in Excel or WPS, choose File, Save As, Excel Workbook (*.xlsx), and send that.");

    public static readonly Refusal EncryptedWorkbook = new("workbook-encrypted", RefusalKind.Unprocessable,
        "工作簿有打开密码，无法读取。请在“文件—信息—保护工作簿”中取消密码后重新保存。",
        "The workbook needs a password to open. Remove it under File, Info, Protect Workbook, and save it again.");

    public static readonly Refusal DamagedWorkbook = new("workbook-damaged", RefusalKind.Unprocessable,
        "工作簿已损坏，无法读取（{0}）。请用 Excel 或 WPS 打开并重新保存。",
        "The workbook is damaged and cannot be read ({0}). Open it in Excel or WPS and save it again.");

    public static readonly Refusal ArchiveLimits = new("archive-limits", RefusalKind.Unprocessable,
        "工作簿解压后超出上限（{0}），可能是压缩炸弹，未解压。请删去多余的工作表、图片和格式后重新保存。",
        "Unpacked, the workbook is over a limit ({1}), as a zip bomb is, so it was not unpacked. Remove surplus sheets, pictures and formats and save it again.");

    public static readonly Refusal ExternalLinks = new("workbook-external-links", RefusalKind.Unprocessable,
        "工作簿引用了其他文件，其中的数字无法核实。请在“数据—编辑链接”中断开链接后重新保存。",
        "The workbook refers to other files, so its figures cannot be relied on. Break the links under Data, Edit Links, and save it again.");

    public static readonly Refusal DocumentType = new("workbook-document-type", RefusalKind.Unprocessable,
        "工作簿内含文档类型声明（DTD），电子表格软件不会产生这样的文件，已拒绝。",
        "The workbook holds a document type declaration (DTD), which no spreadsheet program writes; it is refused.");

    public static readonly Refusal SheetNotFound = new("sheet-not-found", RefusalKind.Unprocessable,
        "工作簿中没有名为“{0}”的工作表。", "The workbook has no sheet \"{0}\".");

    // One cell.
    public static readonly Refusal FormulaWithoutValue = new("formula-without-value", RefusalKind.Unprocessable,
        "“{0}”是公式，但文件中没有保存计算结果。请在 Excel 或 WPS 中打开、重新计算并保存，或改为填写数值。",
        "{1} is a formula and the file does not hold its value. Open it in Excel or WPS, let it compute and save it, or enter the value.");

    public static readonly Refusal CellError = new("cell-error", RefusalKind.Unprocessable,
        "“{0}”的单元格是错误值 {1}。", "The cell of {2} holds the error {1}.");

    public static readonly Refusal CodeBecameNumber = new("code-became-number", RefusalKind.Unprocessable,
        "“{0}”是文本或编码，却被电子表格转成了数字或日期（{1}），原文已无法还原。请把该列设为文本格式后重新填写。",
        "{2} is a text or a code that the spreadsheet turned into a number or a date ({1}), and what was typed cannot be told any more. Format the column as text and enter it again.");

    public static readonly Refusal AmbiguousMonth = new("ambiguous-month", RefusalKind.Unprocessable,
        "“{0}”的值 {1} 可能是 {1} 月，也可能原为 {1}0 月而末位的 0 已丢失。请写作 {2}。",
        "{3} is {1}, which may have been {1}0 before its last 0 was dropped. Write it as {2}.");

    public static readonly Refusal AmbiguousDate = new("ambiguous-date", RefusalKind.Unprocessable,
        "“{0}”的值 {1} 是未设为日期格式的数字，无法确定是哪一天。请设为日期格式，或写作 2025-09-30。",
        "{2} is the number {1}, not formatted as a date, so the day is not certain. Format the cell as a date or write 2025-09-30.");
}
