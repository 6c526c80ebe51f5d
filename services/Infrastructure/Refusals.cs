using Cluster.ServiceDefaults;

namespace Cluster.Infrastructure;

/// <summary>Every way this service says no, beyond the refusals that hold for any push.</summary>
internal static class InfrastructureRefusals
{
    public static readonly Refusal ClassOfOtherKind = new("class-of-other-kind", RefusalKind.Unprocessable,
        "技术等级“{0}”不适用于该类线路。", "The technical class \"{0}\" is not one for this kind of segment.");

    public static readonly Refusal OpenedButNotOpen = new("opened-but-not-open", RefusalKind.Unprocessable,
        "状态“{0}”的线段不应有通车日期。", "A segment that is {0} has no opening day yet.");

    public static readonly Refusal OpenedInFuture = new("opened-in-future", RefusalKind.Unprocessable,
        "通车日期 {0} 尚未到来。", "The opening day {0} has not come yet.");

    // Positions and lines. Those marked 提醒 (doubt) are said of a row that stands.
    public static readonly Refusal CrsMissing = new("crs-missing", RefusalKind.Unprocessable,
        "有坐标就须注明坐标系。商业地图（高德、百度）的坐标不是 WGS-84。",
        "A position says in which coordinate reference system it is. Those of commercial maps (AMap, Baidu) are not WGS-84.");

    public static readonly Refusal HalfAPosition = new("half-a-position", RefusalKind.Unprocessable,
        "经度和纬度须同时填写。", "Longitude and latitude go together.");

    public static readonly Refusal NotDegrees = new("not-degrees", RefusalKind.Unprocessable,
        "“{0}”不是以度表示的经纬度（经度在前），疑为以米为单位的投影坐标。请换算为度。",
        "{0} is no longitude and latitude in degrees; it looks like projected metres. Convert it to degrees.");

    public static readonly Refusal CoordinatesSwapped = new("coordinates-swapped", RefusalKind.Unprocessable,
        "“{0}”的经度和纬度疑似颠倒：换过来的 {1} 距本区域约 {2} 公里（0 即在区域内）。请以经度在前重报。",
        "Longitude and latitude of {0} seem to be swapped: {1} is some {2} km away from the region (0 is within it). Send it with the longitude first.");

    public static readonly Refusal OutsideRegion = new("outside-region", RefusalKind.Unprocessable,
        "提醒：“{0}”在本区域之外，相距约 {1} 公里。若属实无需处理，否则请更正后重报。",
        "A doubt: {0} lies outside the region, some {1} km away. If that is so nothing is to be done; otherwise send it again.");

    public static readonly Refusal ShiftedOutsideChina = new("crs-outside-china", RefusalKind.Unprocessable,
        "提醒：坐标系写作 {0}，但该位置在境外，境外不用此坐标系，按 WGS-84 原样保存。",
        "A doubt: the system is said to be {0}, which does not hold outside China, where this place is. It is kept as WGS-84, as it came.");

    public static readonly Refusal NotCentralCity = new("not-central-city", RefusalKind.Unprocessable,
        "中心城区不在 {0}。", "The central city does not reach into {0}.");

    public static readonly Refusal NotALine = new("not-a-line", RefusalKind.Unprocessable,
        "线位应为 GeoJSON 的 LineString 或 MultiLineString，每条线至少两点。", "The geometry must be a LineString or MultiLineString of GeoJSON with two points or more.");

    public static readonly Refusal TooManyPoints = new("too-many-points", RefusalKind.Unprocessable,
        "线位最多 {0} 点，收到 {1} 点。请抽稀，或把线段分开。", "A line has at most {0} points; {1} came. Simplify it, or divide the segment.");

    public static readonly Refusal LineCrossesItself = new("line-crosses-itself", RefusalKind.Unprocessable,
        "线位自相交，或有一部分没有长度。请检查点的顺序。", "The line crosses itself, or a part of it has no length. Check the order of its points.");

    public static readonly Refusal LengthNotOfLine = new("length-not-of-line", RefusalKind.Unprocessable,
        "里程 {0} 公里与线位长度 {1} 公里相差一半以上。请检查单位和线位。",
        "The length of {0} km and that of the line, {1} km, differ by half and more. Check the unit and the line.");

    public static readonly Refusal LengthDiffers = new("length-differs", RefusalKind.Unprocessable,
        "提醒：里程 {0} 公里与线位长度 {1} 公里相差超过 {2}%。", "A doubt: the length of {0} km and that of the line, {1} km, differ by more than {2} %.");

    public static readonly Refusal EndFarFromNode = new("end-far-from-node", RefusalKind.Unprocessable,
        "提醒：线位的一端距节点 {0} 约 {1} 公里。", "A doubt: an end of the line is some {1} km from its node {0}.");

    // The network.
    public static readonly Refusal UnknownNode = new("unknown-node", RefusalKind.Unprocessable,
        "没有节点“{0}”。请先推送节点。", "There is no node \"{0}\". Push the node first.");

    public static readonly Refusal ViaWithoutEnds = new("via-without-ends", RefusalKind.Unprocessable,
        "有途经节点就须有起点和终点。", "Nodes on the way need the two ends as well.");

    public static readonly Refusal NodeTwice = new("node-twice", RefusalKind.Unprocessable,
        "节点“{0}”在途经节点中与起讫点重复。", "The node \"{0}\" is an end and on the way.");

    public static readonly Refusal BadRouteCode = new("bad-route-code", RefusalKind.Unprocessable,
        "“{0}”不是 GB/T 917 的路线编号，如 G6、G0601、G110、S315、X001。", "\"{0}\" is no route code by GB/T 917, such as G6, G0601, G110, S315 or X001.");

    public static readonly Refusal BadEarlierClass = new("bad-earlier-class", RefusalKind.Unprocessable,
        "“{0}”应写作“2017-03-25 高速”：起始日期和该类线路的等级，按日期先后，早于现等级的起始日期，且须填写后者。",
        "\"{0}\" should read \"2017-03-25 expressway\": the first day and a class of that kind, in the order of days, before the day of the present class, which is needed too.");

    public static readonly Refusal CompletedBeforeStart = new("completed-before-start", RefusalKind.Unprocessable,
        "建成或通车日期 {0} 早于开工日期 {1}。", "It was completed or opened on {0}, before it was started on {1}.");

    public static readonly Refusal UnknownSegment = new("unknown-segment", RefusalKind.Unprocessable,
        "没有线段“{0}”。请先推送线段。", "There is no segment \"{0}\". Push the segment first.");

    public static readonly Refusal NotARoad = new("not-a-road", RefusalKind.Unprocessable,
        "线段“{0}”不是公路。", "The segment \"{0}\" is no road.");

    public static readonly Refusal CorridorWithoutMembers = new("corridor-without-members", RefusalKind.Unprocessable,
        "通道至少有一个线段。", "A corridor has one segment or more.");

    // Works: what is planned, built and used.
    public static readonly Refusal StatusFallsBack = new("status-falls-back", RefusalKind.Unprocessable,
        "状态已是“{0}”，不能退回“{1}”。若原报有误，请写明更正原因（correction）。",
        "The status is {2} already and does not go back to {3}. If that was an error, give the reason of the correction.");

    public static readonly Refusal DayBeforeStatus = new("day-before-status", RefusalKind.Unprocessable,
        "状态为“{0}”的工程不应有{1}。", "{3} cannot be given of a work that is {2}.");

    public static readonly Refusal DayInFuture = new("day-in-future", RefusalKind.Unprocessable,
        "“{0}” {1} 尚未到来。", "{2}, {1}, has not come yet.");

    public static readonly Refusal DaysOutOfOrder = new("days-out-of-order", RefusalKind.Unprocessable,
        "“{0}” {1} 早于“{2}” {3}。", "{5} is {3}. {4} is {1} and cannot be before it.");

    // Statistics: figures of a region and a period.
    public static readonly Refusal PeriodInFuture = new("period-in-future", RefusalKind.Unprocessable,
        "期间 {0} 尚未开始。", "The period {0} has not begun.");

    public static readonly Refusal WrongPeriodType = new("wrong-period-type", RefusalKind.Unprocessable,
        "此项统计按{0}报送，收到的 {1} 是{2}的期间。", "This is reported by {3}; {1} is a period of the type {4}.");

    public static readonly Refusal WrongKind = new("wrong-kind", RefusalKind.Unprocessable,
        "此项统计应报“{0}”，收到“{1}”，请按应报的性质重报。", "This is reported as {2}; {3} came. Report it in the right kind.");

    public static readonly Refusal UnitNotConvertible = new("unit-not-convertible", RefusalKind.Unprocessable,
        "此项统计的计量单位是“{0}”，“{1}”不能准确换算为它；可用单位见 allowed。",
        "This is reported in {0}, into which {1} does not convert exactly; see the allowed units.");

    public static readonly Refusal PartAboveWhole = new("part-above-whole", RefusalKind.Unprocessable,
        "“{0}”（{1}）不能大于“{2}”（{3}）。", "{5} is {3}. {4} is {1}, which is part of it and cannot be more.");

    public static readonly Refusal ShareComputed = new("share-is-computed", RefusalKind.Unprocessable,
        "“{0}”由“{1}”和“{2}”计算得出，为 {3}%，与所报 {4}% 不符。请去掉此项，或核对两个数。",
        "{5} is computed from the two amounts and is {3} %, not {4} %. Leave it out, or check the amounts.");

    public static readonly Refusal ShareWithoutAmounts = new("share-or-amounts-missing", RefusalKind.Unprocessable,
        "“{0}”和“{1}”没有都报，也没有报“{2}”。请报两个数，或只报比例。",
        "{3} is given neither itself nor by both amounts. Give the two amounts, or the share alone.");
}
