using Cluster.ServiceDefaults;

namespace Cluster.Ingestion;

/// <summary>Every way a push of any resource can be refused.</summary>
public static class IngestionRefusals
{
    // The body as a whole.
    public static readonly Refusal MalformedJson = new("malformed-json", RefusalKind.Malformed,
        "请求体不是合法的 JSON：{0}", "The body is not valid JSON: {0}");

    public static readonly Refusal InvalidUtf8 = new("invalid-utf8", RefusalKind.Malformed,
        "请求体不是合法的 UTF-8，第 {0} 字节起无法解码。请以 UTF-8 编码发送。",
        "The body is not valid UTF-8; it cannot be decoded from byte {0} on. Send it as UTF-8.");

    public static readonly Refusal BrokenLine = new("line-not-json", RefusalKind.Unprocessable,
        "第 {0} 行不是合法的 JSON（{1}）。每行应为一个完整的 JSON 对象。",
        "Line {0} is not valid JSON ({1}). Each line is one whole JSON object.");

    public static readonly Refusal JsonTooDeep = new("json-too-deep", RefusalKind.Unprocessable,
        "JSON 嵌套超过 {0} 层。", "The JSON nests deeper than {0} levels.");

    public static readonly Refusal NotAnObject = new("not-an-object", RefusalKind.Unprocessable,
        "请求体应为 JSON 对象。", "The body must be a JSON object.");

    public static readonly Refusal UnknownMember = new("unknown-member", RefusalKind.Unprocessable,
        "请求没有“{0}”这一项，未作任何处理；允许的项见 allowed。",
        "This request has no member \"{0}\", so nothing was done; see the allowed ones.");

    public static readonly Refusal RowsMissing = new("rows-missing", RefusalKind.Unprocessable,
        "缺少 rows 数组，或数组为空。", "The array rows is missing or empty.");

    public static readonly Refusal TooManyRows = new("too-many-rows", RefusalKind.Unprocessable,
        "一次最多 {0} 行，收到 {1} 行。请分批推送，或以文件、NDJSON 作异步任务推送（Prefer: respond-async）。",
        "At most {0} rows a call; {1} came. Push them in parts, or as a file or NDJSON with Prefer: respond-async.");

    public static readonly Refusal KeyTooLong = new("idempotency-key-too-long", RefusalKind.Malformed,
        "Idempotency-Key 最长 {0} 个字符。", "An Idempotency-Key has at most {0} characters.");

    public static readonly Refusal KeyReused = new("idempotency-key-reused", RefusalKind.Unprocessable,
        "该 Idempotency-Key 已用于另一个请求体。请换一个新键。",
        "This Idempotency-Key was used with another body. Use a new one.");

    public static readonly Refusal RequestInProgress = new("request-in-progress", RefusalKind.Conflict,
        "使用同一 Idempotency-Key 的请求正在处理，请稍后重试。",
        "A request with this Idempotency-Key is in progress. Try again shortly.");

    public static readonly Refusal BadPrecondition = new("bad-precondition", RefusalKind.Malformed,
        "{0} 应为 *，或读取该行时 ETag 给出的版本，如 \"3\"；If-None-Match 只能是 *。",
        "{0} must be *, or the version that the ETag gave when the row was read, such as \"3\"; If-None-Match can only be *.");

    // One row.
    public static readonly Refusal RowNotAnObject = new("row-not-an-object", RefusalKind.Unprocessable,
        "每一行应为 JSON 对象。", "Each row must be a JSON object.");

    public static readonly Refusal Required = new("required", RefusalKind.Unprocessable,
        "缺少“{0}”。", "{1} is missing.");

    public static readonly Refusal WrongType = new("wrong-type", RefusalKind.Unprocessable,
        "“{0}”应为{1}。", "{2} must be {3}.");

    public static readonly Refusal TooLong = new("too-long", RefusalKind.Unprocessable,
        "“{0}”最长 {1} 个字符，收到 {2} 个。", "{3} has at most {1} characters; {2} came.");

    public static readonly Refusal InvalidText = new("invalid-text", RefusalKind.Unprocessable,
        "“{0}”含有控制字符、不可见字符或不完整的字符。", "{1} has control characters, invisible characters or broken ones.");

    public static readonly Refusal PersonalNumber = new("personal-number", RefusalKind.Unprocessable,
        "“{0}”含有身份证号或手机号。涉及个人的信息不得报送，请删去该号码后重新报送。",
        "{1} holds an identity card number or a mobile number. What concerns persons stays in the department: take the number out and push again.");

    public static readonly Refusal OutOfRange = new("out-of-range", RefusalKind.Unprocessable,
        "“{0}”应在 {1} 到 {2} 之间{3}。", "{4} must be from {1} to {2}{5}.");

    public static readonly Refusal TooManyDecimals = new("too-many-decimals", RefusalKind.Unprocessable,
        "“{0}”最多 {1} 位小数。", "{2} has at most {1} decimal places.");

    public static readonly Refusal BadDate = new("bad-date", RefusalKind.Unprocessable,
        "“{0}”不是存在的日期，应写作 {1}。", "{2} is not a date that exists; write it as {1}.");

    public static readonly Refusal BadInstant = new("bad-instant", RefusalKind.Unprocessable,
        "“{0}”应为带时区的时刻，写作 {1}。", "{2} must be an instant with its offset; write it as {1}.");

    public static readonly Refusal AsOfInFuture = new("as-of-in-future", RefusalKind.Unprocessable,
        "数据时间晚于现在（{0}），未写入；否则以后的数据都会被当作过时。请校准时钟。",
        "The time of the value is later than now ({0}), so it was not written: all later values would count as late. Set the clock right.");

    public static readonly Refusal AsOfNotYet = new("as-of-not-yet", RefusalKind.Unprocessable,
        "{0} 晚于今天（{1}），那天的情况还没有。", "{0} is after today, {1}: there is nothing of that day yet.");

    public static readonly Refusal AsOfConflict = new("as-of-conflict", RefusalKind.Conflict,
        "该行已有数据时间为 {0} 的另一个值，未写入。更正时请给出更正的时间。",
        "The row already has another value of {0}; nothing was written. To correct it, give the time of the correction.");

    public static readonly Refusal BadPeriod = new("bad-period", RefusalKind.Unprocessable,
        "“{0}”不是日历上的期间，应写作 {1} 之一。", "{2} is not a period of the calendar; write it as one of {1}.");

    public static readonly Refusal CreditCodeLength = new("credit-code-length", RefusalKind.Unprocessable,
        "“{0}”应为 18 位统一社会信用代码。", "{1} must be a unified social credit code of 18 characters.");

    public static readonly Refusal CreditCodeAlphabet = new("credit-code-alphabet", RefusalKind.Unprocessable,
        "“{0}”只能含数字和大写字母，且不含 I、O、S、V、Z。", "{1} has only digits and capital letters, without I, O, S, V and Z.");

    public static readonly Refusal CreditCodeOuterCheck = new("credit-code-outer-check", RefusalKind.Unprocessable,
        "“{0}”的末位校验码不符（GB 32100-2015），请核对是否录入有误。",
        "{1} ends in a character that does not check the others (GB 32100-2015); look for a typing error.");

    public static readonly Refusal CreditCodeInnerCheck = new("credit-code-inner-check", RefusalKind.Unprocessable,
        "“{0}”中主体标识码（第 9 至 17 位）的校验码不符（GB 11714），请核对是否录入有误。",
        "{1} holds an organisation code (characters 9 to 17) that fails its check (GB 11714); look for a typing error.");

    public static readonly Refusal BadDivisionCode = new("bad-division-code", RefusalKind.Unprocessable,
        "“{0}”应为六位行政区划代码，如 150203。", "{1} must be a division code of six digits, such as 150203.");

    public static readonly Refusal ProjectCodeShape = new("project-code-shape", RefusalKind.Unprocessable,
        "“{0}”应为五段 24 位的投资项目统一代码，如 2309-420683-04-01-318196。",
        "{1} must be a national project code of five parts, 24 characters, such as 2309-420683-04-01-318196.");

    public static readonly Refusal ProjectCodeMonth = new("project-code-month", RefusalKind.Unprocessable,
        "“{0}”的前四位既不是 2015 至 2020 年，也不是 2010（2020 年 10 月）及以后的年月。",
        "{1} begins neither with a year from 2015 to 2020 nor with a month from 2010 (October 2020) on.");

    public static readonly Refusal ProjectCodeRegion = new("project-code-region", RefusalKind.Unprocessable,
        "“{0}”的第二段不是行政区划代码。", "The second part of {1} is no division code.");

    public static readonly Refusal ProjectCodeIndustry = new("project-code-industry", RefusalKind.Unprocessable,
        "“{0}”为旧式代码，第三段应为国民经济行业大类 01 至 97（GB/T 4754-2017）。",
        "{1} is of the old format; its third part must be a division of GB/T 4754-2017, 01 to 97.");
    public static readonly Refusal UnknownDivision = new("unknown-division", RefusalKind.Unprocessable,
        "“{0}”的“{1}”不是{2}；可用的代码见 allowed。", "{3} cannot be \"{1}\", which is not {4}; see the allowed codes.");

    public static readonly Refusal RetiredDivision = new("retired-division", RefusalKind.Unprocessable,
        "“{0}”的代码 {1}（{2}）有效至 {6} 年，已撤销，现为 {3}（{4}），请改报。",
        "{5}: the code {1} ({2}) was valid until {6} and taken back; it is {3} ({4}) now.");

    public static readonly Refusal RetiredDivisionWithoutSuccessor = new("division-without-successor", RefusalKind.Unprocessable,
        "“{0}”的代码 {1}（{2}）有效至 {4} 年，已撤销，没有接替它的代码，请按所在旗县区报送。",
        "{3}: the code {1} ({2}) was valid until {4} and taken back, and no other replaced it; report the county that it lies in.");

    public static readonly Refusal NotAllowed = new("not-allowed", RefusalKind.Unprocessable,
        "“{0}”的值“{1}”不在允许的范围内。", "{2} cannot be \"{1}\"; see the allowed values.");

    public static readonly Refusal DuplicateInBatch = new("duplicate-in-batch", RefusalKind.Unprocessable,
        "同一批中键“{0}”出现多次，均未写入。请只保留一行。",
        "The key \"{0}\" occurs more than once in this batch; none of them was written. Keep one.");

    public static readonly Refusal KeyMismatch = new("key-mismatch", RefusalKind.Unprocessable,
        "给出的键“{0}”与内容中的“{1}”不一致。", "The key \"{0}\" that was given is not the \"{1}\" of the content.");

    public static readonly Refusal VersionMismatch = new("version-mismatch", RefusalKind.PreconditionFailed,
        "该行已有版本 {0}，与 {1} 的要求不符，未写入。请重新读取后再改。",
        "The row is at version {0}, which is not what {1} asks for; nothing was written. Read it again before you change it.");

    public static readonly Refusal NoSuchRow = new("no-such-row", RefusalKind.PreconditionFailed,
        "没有这一行，与 If-Match 的要求不符，未写入。",
        "There is no such row, which is not what If-Match asks for; nothing was written.");

    public static readonly Refusal SetByServer = new("set-by-server", RefusalKind.Unprocessable,
        "“{0}”由平台设定，不能报送，请去掉。", "\"{0}\" is set by the platform and cannot be pushed; leave it out.");

    public static readonly Refusal UnknownField = new("unknown-field", RefusalKind.Unprocessable,
        "没有“{0}”这个字段（strict 要求字段全部已知）；可用字段见 allowed。",
        "There is no field \"{0}\" (strict asks for known fields only); see the allowed ones.");

    public static readonly Refusal NotYours = new("not-yours", RefusalKind.Forbidden,
        "该行属于其他单位，此凭证（{0}）无权写入。", "This row belongs to another organisation; this credential ({0}) may not write it.");

    public static readonly Refusal CodeIsAKey = new("code-is-a-key", RefusalKind.Unprocessable,
        "“{0}”已是平台上另一对象的编码，不能再作为“{1}”的系统代码。",
        "\"{0}\" is the platform's key of something else already and cannot stand for \"{1}\" as well.");

    public static readonly Refusal AmbiguousCode = new("ambiguous-code", RefusalKind.Unprocessable,
        "代码“{0}”在代码对照中指“{1}”，又已是平台上另一对象的编码，无法判断是哪一个。请更正代码对照（sender-codes）。",
        "The code \"{0}\" stands for \"{1}\" in your register and is the platform's key of something else by now. Correct the register (sender-codes).");

    public static readonly Refusal AtomicBatchRefused = new("atomic-batch-refused", RefusalKind.Unprocessable,
        "本行有效；整批要求全部成功，因其他行被拒而未写入。",
        "This row is valid; the batch asked for all or nothing, and others were refused.");
}
