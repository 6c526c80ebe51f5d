using Cluster.ServiceDefaults;

namespace Cluster.Portfolio;

/// <summary>Every way a project and what belongs to it can be refused.</summary>
public static class PortfolioRefusals
{
    public static readonly Refusal UnknownProject = new("unknown-project", RefusalKind.Unprocessable,
        "没有项目“{0}”（可用项目的键或项目代码）。请先报送项目。",
        "There is no project \"{0}\" (by its key or its national code). Push the project first.");

    public static readonly Refusal ProjectNotYours = new("project-not-yours", RefusalKind.Forbidden,
        "项目“{0}”属于其他单位，此凭证（{1}）无权报送其数据。",
        "The project \"{0}\" belongs to another organisation; this credential ({1}) may not report on it.");

    // The national code.
    public static readonly Refusal CodeCheckDigit = new("project-code-check-digit", RefusalKind.Unprocessable,
        "“{0}”的末位校验码不符（GB/T 17710 MOD 11,10），请核对是否录入有误。",
        "{1} ends in a digit that does not check the others (ISO 7064 MOD 11,10); look for a typing error.");

    public static readonly Refusal CodeShortSerial = new("project-code-short-serial", RefusalKind.Unprocessable,
        "“{0}”的顺序号只有五位，旧式代码一般为六位，请核对。",
        "The serial of {1} has five digits where old codes have six; look it up.");

    public static readonly Refusal CodeTaken = new("project-code-taken", RefusalKind.Unprocessable,
        "项目代码 {0} 已用于本单位的项目“{1}”，一个代码只对应一个项目。",
        "The code {0} is that of your project \"{1}\" already; a code is given to one project.");

    public static readonly Refusal PossibleDuplicate = new("possible-duplicate", RefusalKind.Unprocessable,
        "项目代码 {0} 已有其他单位报送，可能是同一项目；是否合并由办公室决定。",
        "Another organisation reports a project with the code {0}; it may be the same one. Whether to merge them is for the office to decide.");

    // Places.
    public static readonly Refusal SharesMismatch = new("shares-mismatch", RefusalKind.Unprocessable,
        "各地份额应与建设地点一一对应，均大于 0，合计 100；建设地点 {0} 处，份额 {1} 个，合计 {2}。",
        "The shares must be one for each place, above 0, and add up to 100; there are {0} places and {1} shares that add up to {2}.");

    public static readonly Refusal IndustryClassShape = new("industry-class-shape", RefusalKind.Unprocessable,
        "行业代码“{0}”应为国民经济行业分类（GB/T 4754-2017）的二至四位数字。",
        "The industry class \"{0}\" must be two to four digits of GB/T 4754-2017.");

    public static readonly Refusal UnknownIndustryDivision = new("unknown-industry-division", RefusalKind.Unprocessable,
        "行业代码“{0}”以“{1}”开头，国民经济行业分类（GB/T 4754-2017）没有这个大类；大类见 allowed。",
        "The industry class \"{0}\" begins with \"{1}\", which is no division of GB/T 4754-2017; see the allowed divisions.");

    public static readonly Refusal TaskShape = new("task-shape", RefusalKind.Unprocessable,
        "任务“{0}”应写作 T01 至 T99。", "The task \"{0}\" is written T01 to T99.");

    // Stages.
    public static readonly Refusal StageNotAllowed = new("stage-not-allowed", RefusalKind.Unprocessable,
        "项目处于“{0}”，不能直接到“{1}”；可到的阶段见 allowed。若此前报送有误，请填写阶段更正原因。",
        "The project is at {2}, from which it cannot go to {3}; see the allowed stages. If an earlier report was wrong, give the reason of the correction.");

    public static readonly Refusal EvidenceMissing = new("stage-evidence-missing", RefusalKind.Unprocessable,
        "进入“{0}”阶段须填写佐证（许可、开工令、验收或投产文件的文号，或已上传材料的键）。",
        "Entering the stage {1} asks for its evidence: the number of the permit, order or report, or the key of a document that was filed.");

    public static readonly Refusal EvidenceNotFiled = new("stage-evidence-not-filed", RefusalKind.Unprocessable,
        "佐证“{0}”是已上传材料的键的形式，但本项目没有这份材料（或已撤回）。请先上传，或填写文号。",
        "The evidence \"{0}\" has the form of the key of a filed document, but the project has none with it that is not withdrawn. File it, or give the number of a paper.");

    public static readonly Refusal HaltReasonMissing = new("stage-reason-missing", RefusalKind.Unprocessable,
        "“{0}”须填写原因。", "A project that is {1} says why.");

    public static readonly Refusal StageBeforeLast = new("stage-before-last", RefusalKind.Unprocessable,
        "阶段日期 {0} 早于上一阶段的日期 {1}。", "The day of the stage, {0}, is before that of the last one, {1}.");

    public static readonly Refusal DayInFuture = new("day-in-future", RefusalKind.Unprocessable,
        "日期 {0} 尚未到来。", "The day {0} has not come yet.");

    public static readonly Refusal StartMissing = new("start-missing", RefusalKind.Unprocessable,
        "“{0}”的项目须填写开工日期。", "A project that is {1} has a day on which it started.");

    public static readonly Refusal StartedEarly = new("started-early", RefusalKind.Unprocessable,
        "“{0}”的项目尚未开工，不应有开工日期。场地平整、拆迁不算开工。",
        "A project that is {1} has not started and has no such day. Site levelling and demolition are no start.");

    public static readonly Refusal CompletionMissing = new("completion-missing", RefusalKind.Unprocessable,
        "“{0}”的项目须填写竣工日期。", "A project that is {1} has a day on which it was completed.");

    public static readonly Refusal CompletedEarly = new("completed-early", RefusalKind.Unprocessable,
        "“{0}”的项目尚未竣工，不应有竣工日期。", "A project that is {1} has not been completed and has no such day.");

    public static readonly Refusal CompletionBeforeStart = new("completion-before-start", RefusalKind.Unprocessable,
        "竣工日期 {0} 早于开工日期 {1}。", "The completion, {0}, is before the start, {1}.");

    // Money.
    public static readonly Refusal SourcesMismatch = new("sources-mismatch", RefusalKind.Unprocessable,
        "资金来源合计 {0} 万元，与总投资 {1} 万元不等。",
        "The sources add up to {0} (10,000 yuan), which is not the total of {1}.");

    public static readonly Refusal SourcesWithoutTotal = new("sources-without-total", RefusalKind.Unprocessable,
        "填写了资金来源（合计 {0} 万元），但没有总投资。", "There are sources (of {0}, in 10,000 yuan), but no total.");

    public static readonly Refusal AdjustmentIncomplete = new("adjustment-incomplete", RefusalKind.Unprocessable,
        "概算调整须同时填写调整后总投资和批复文号。", "An adjusted estimate has both its amount and the number of its document.");

    public static readonly Refusal AboveTotal = new("above-total", RefusalKind.Unprocessable,
        "{0} 万元超过总投资 {1} 万元。确需超过的，请先在项目中填写概算调整后总投资及文号。",
        "{0} (10,000 yuan) is more than the total of {1}. Where that is right, give the project its adjusted total and the number of the document first.");

    public static readonly Refusal TotalBelowInvested = new("total-below-invested", RefusalKind.Unprocessable,
        "总投资 {0} 万元小于已报的累计完成投资 {1} 万元。请保留概算调整，或先更正月报。",
        "The total of {0} is less than the {1} that were invested by now (10,000 yuan). Keep the adjusted estimate, or correct the months first.");

    public static readonly Refusal TotalBelowPlanned = new("total-below-planned", RefusalKind.Unprocessable,
        "总投资 {0} 万元小于已报的年度计划投资 {1} 万元。请先调整年度计划。",
        "The total of {0} is less than the {1} that a year plans (10,000 yuan). Change the plan of the year first.");

    public static readonly Refusal CompletedFarFromTotal = new("completed-far-from-total", RefusalKind.Unprocessable,
        "项目已竣工，自开工累计 {0} 万元仅为总投资 {1} 万元的 {2}%，请核对。",
        "The project is completed with {0} of its total of {1} invested (10,000 yuan), {2} %; look it up.");

    // The year.
    public static readonly Refusal RemovalIncomplete = new("removal-incomplete", RefusalKind.Unprocessable,
        "出库须同时填写日期和原因。", "A removal from the pool has both its day and its reason.");

    public static readonly Refusal RemovedBeforeEntry = new("removed-before-entry", RefusalKind.Unprocessable,
        "出库日期 {0} 早于入库日期 {1}。", "The removal, {0}, is before the entry, {1}.");

    public static readonly Refusal StartOfOtherYear = new("start-of-other-year", RefusalKind.Unprocessable,
        "计划开工年月 {0} 不在 {1} 年度内。", "The planned start, {0}, is not in the year {1}.");

    public static readonly Refusal ResumedButNotContinued = new("resumed-not-continued", RefusalKind.Unprocessable,
        "只有续建项目填写复工日期。", "Only a project that is continued has a day on which it was resumed.");

    public static readonly Refusal ResumedInOtherYear = new("resumed-in-other-year", RefusalKind.Unprocessable,
        "复工日期 {0} 不在 {1} 年度内。", "The resumption, {0}, is not in the year {1}.");

    // The month.
    public static readonly Refusal MonthInFuture = new("month-in-future", RefusalKind.Unprocessable,
        "月份 {0} 尚未开始。", "The month {0} has not begun.");

    public static readonly Refusal SinceStartBelowYear = new("since-start-below-year", RefusalKind.Unprocessable,
        "自开工累计 {0} 万元小于本年累计 {1} 万元。", "What was invested since the start, {0}, is less than in the year to date, {1} (10,000 yuan).");

    public static readonly Refusal PartsMismatch = new("parts-mismatch", RefusalKind.Unprocessable,
        "建安、设备、其他三项合计 {0} 万元，与本年累计 {1} 万元不等。",
        "The three parts add up to {0}, which is not the year to date of {1} (10,000 yuan).");

    public static readonly Refusal BelowEarlierMonth = new("below-earlier-month", RefusalKind.Unprocessable,
        "累计 {0} 万元小于 {1} 已报的 {2} 万元；累计值不应下降。确需更正的，请填写更正原因。",
        "The cumulative {0} is less than the {2} of {1} (10,000 yuan); such a value never falls. To correct it, give the reason.");

    public static readonly Refusal AboveLaterMonth = new("above-later-month", RefusalKind.Unprocessable,
        "累计 {0} 万元大于 {1} 已报的 {2} 万元；累计值不应下降。确需更正的，请填写更正原因，或同时更正之后的月份。",
        "The cumulative {0} is more than the {2} of {1} (10,000 yuan); such a value never falls. To correct it, give the reason, or correct the later months with it.");

    public static readonly Refusal VarianceUnexplained = new("variance-unexplained", RefusalKind.Unprocessable,
        "投资完成率比序时进度（{4}）{1} {0} 个百分点，超过 {2} 个百分点的须填写偏差说明。",
        "The year to date is {0} points {3} the schedule ({5}); more than {2} points ask for the reason of the variance.");

    public static readonly Refusal PaidAboveInPlace = new("paid-above-in-place", RefusalKind.Unprocessable,
        "支付资金 {0} 万元大于到位资金 {1} 万元，请核对。", "More was paid, {0}, than is in place, {1} (10,000 yuan); look it up.");

    public static readonly Refusal MonthLeftOut = new("month-left-out", RefusalKind.Unprocessable,
        "{0} 至 {1} 未报。缺报月份按空缺处理，不作零；请补报。", "Nothing was reported for {0} to {1}. What is left out is a gap and no zero; report it later.");

    // The views.
    public static readonly Refusal MonthExpected = new("month-expected", RefusalKind.Malformed,
        "month 应为月份，写作 2025-09。", "month must be a month, written 2025-09.");

    public static readonly Refusal UnknownDimension = new("unknown-dimension", RefusalKind.Malformed,
        "by 不是可用的分组，见 allowed。", "by is nothing that the table can be divided by; see the allowed ones.");
}
