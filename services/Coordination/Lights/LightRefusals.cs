using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights;

/// <summary>Every way a preset of lights or a reason that holds one is refused.</summary>
public static class LightRefusals
{
    public static readonly Refusal BandsHole = new("light-bands-hole", RefusalKind.Unprocessable,
        "规则 {0} 的阈值有空缺：{1} 不属于任何一档。", "The thresholds of rule {0} leave a hole: {1} is in no band.");

    public static readonly Refusal BandsOverlap = new("light-bands-overlap", RefusalKind.Unprocessable,
        "规则 {0} 的阈值有重叠：{1} 属于不止一档。", "The thresholds of rule {0} overlap: {1} is in more than one band.");

    public static readonly Refusal RangeShape = new("light-range-shape", RefusalKind.Unprocessable,
        "规则 {0} 的区间“{1}”无法读取；写法如 [10,30]、(30,inf)，起点小于终点。",
        "The range \"{1}\" of rule {0} cannot be read; write [10,30] or (30,inf), with the lower end first.");

    public static readonly Refusal UnknownWord = new("light-unknown-word", RefusalKind.Unprocessable,
        "规则 {0} 的 {1} 不能是“{2}”；可用的见 allowed。", "In rule {0}, {1} cannot be \"{2}\"; see the allowed ones.");

    public static readonly Refusal RuleTwice = new("light-rule-twice", RefusalKind.Unprocessable,
        "规则 {0} 重复：同一方案中编号和维度各只能有一条规则。", "Rule {0} comes twice: a preset has one rule of an id, and one of a dimension.");

    public static readonly Refusal PresetShape = new("light-preset-shape", RefusalKind.Unprocessable,
        "方案 {0} 的 {1} 缺失或超出范围。", "In preset {0}, {1} is missing or out of bounds.");

    public static readonly Refusal ReasonBackwards = new("light-reason-backwards", RefusalKind.Unprocessable,
        "正当理由的到期日 {1} 早于认定日 {0}。", "The reason expires on {1}, before the {0} on which it was accepted.");

    public static readonly Refusal ReasonTooLong = new("light-reason-too-long", RefusalKind.Unprocessable,
        "正当理由自 {0} 起最多一个季度，到期日不得晚于 {2}，收到 {1}。",
        "A reason accepted on {0} holds for one quarter at most: until {2}, but {1} came.");

    public static readonly Refusal AsOfFuture = new("light-as-of-future", RefusalKind.Unprocessable,
        "{0} 晚于今天（{1}），那天还没有灯。", "{0} is after today, {1}: no light was shown on it yet.");

    // Presets that are tried or adopted.
    public static readonly Refusal UnknownPreset = new("light-unknown-preset", RefusalKind.Unprocessable,
        "没有亮灯方案“{0}”；可用的见 allowed，或在 rules 中写出方案。", "There is no preset \"{0}\"; see the allowed ones, or write one in rules.");

    public static readonly Refusal PresetOrRules = new("light-preset-or-rules", RefusalKind.Unprocessable,
        "请填写方案编号（preset）或方案本身（rules），且只能填写一个。", "Give the id of a preset or the preset itself in rules, and not both.");

    public static readonly Refusal PresetUnreadable = new("light-preset-unreadable", RefusalKind.Unprocessable,
        "方案无法读取：{0}。格式见 GET /api/coordination/lights/presets。", "The preset cannot be read at {0}; GET /api/coordination/lights/presets shows the form.");

    public static readonly Refusal PresetVersion = new("light-preset-version", RefusalKind.Conflict,
        "方案 {0} 第 {1} 版已有另一种内容；修改后请用新的版本号。", "Version {1} of preset {0} says something else already; give what was changed a new version.");

    public static readonly Refusal AdoptedBackwards = new("light-adopted-backwards", RefusalKind.Unprocessable,
        "启用日 {0} 早于今天（{1}）：已示的灯不能改按别的规则。", "The preset cannot hold from {0}, before today, {1}: lights that were shown stay as they were.");

    public static readonly Refusal AdoptedTwice = new("light-adopted-twice", RefusalKind.Conflict,
        "自 {0} 起已经启用方案 {1} 第 {2} 版。", "From {0} on preset {1}, version {2}, holds already.");
}
