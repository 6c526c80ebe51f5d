using Cluster.ServiceDefaults;

namespace Cluster.Ecology;

/// <summary>Every way this service says no, beyond the refusals that hold for any push.</summary>
internal static class EcologyRefusals
{
    public static readonly Refusal HalfAPosition = new("half-a-position", RefusalKind.Unprocessable,
        "经度和纬度应同时填写或同时留空。", "Longitude and latitude are given together or not at all.");

    public static readonly Refusal UnknownStation = new("unknown-station", RefusalKind.Unprocessable,
        "没有监测点位“{0}”，请先推送该点位。", "There is no station \"{0}\"; push the station first.");

    public static readonly Refusal StationNotYours = new("station-not-yours", RefusalKind.Forbidden,
        "监测点位“{0}”属于其他单位，此凭证（{1}）无权报送其数据。",
        "The station \"{0}\" belongs to another organisation; this credential ({1}) may not report for it.");

    public static readonly Refusal ParameterOfOtherKind = new("parameter-of-other-kind", RefusalKind.Unprocessable,
        "参数“{0}”不适用于该类监测点位（{1}）。", "The parameter \"{0}\" is not measured at this kind of station ({1}).");

    public static readonly Refusal WrongUnit = new("wrong-unit", RefusalKind.Unprocessable,
        "参数“{0}”的单位应为“{1}”，收到“{2}”。", "The unit of \"{0}\" is \"{1}\"; \"{2}\" came.");

    public static readonly Refusal ValueMissing = new("value-missing", RefusalKind.Unprocessable,
        "数据质量为“{0}”时必须填写监测值。", "A value of the quality \"{0}\" must be given.");

    public static readonly Refusal ValueOfMissing = new("value-of-missing", RefusalKind.Unprocessable,
        "数据质量为“缺测”时不应有监测值。", "What is missing has no value.");

    public static readonly Refusal DateInFuture = new("date-in-future", RefusalKind.Unprocessable,
        "监测日期 {0} 尚未到来。", "The day {0} has not come yet.");
}
