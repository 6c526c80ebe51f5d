using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Lights;

/// <summary>
/// One sentence why a light is what it is, with its two numbers and its rule (office-practice §5):
/// 红灯:截至2025-09-30投资完成率41.6%,比序时进度75.0%低33.4个百分点(规则 yinchuan-2025/inv 第2版). Its marks are the reference's.
/// </summary>
public static class LightSentence
{
    public static BilingualText Of(DimensionLight light, LightRule rule)
    {
        var (reading, changed) = (light.Reading, Changed(light));
        var note = reading.Band?.Note is { } words ? new BilingualText($",{words.Zh}", $"; {words.En}") : new BilingualText("", "");
        var said = light.Raw == Light.Grey ? Missing(reading) : rule.Dimension switch
        {
            LightDimension.Start => DateSentence.OfStart(reading),
            LightDimension.Entry => DateSentence.OfEntry(reading, rule.Axis),
            LightDimension.Milestone => DateSentence.OfMilestone(reading),
            LightDimension.Payment => FigureSentence.OfPayment(reading, rule),
            LightDimension.Quota => FigureSentence.OfQuota(reading, rule),
            _ => FigureSentence.OfInvestment(reading, rule),
        };
        var colour = LightCodes.Lights.WordOf(light.Light).Zh;
        return new BilingualText(
            $"{colour}:{said.Zh}{changed.Zh}{note.Zh}(规则 {light.Preset}/{light.Rule} 第{light.Version}版)",
            $"{light.Light}: {said.En}{changed.En}{note.En} (rule {light.Preset}/{light.Rule}, version {light.Version})");
    }

    private static BilingualText Missing(Reading reading)
    {
        var (month, due) = ($"{reading.AsOf:yyyy-MM}", reading.Inputs.DueOn);
        return reading.Reason == LightReason.PlanMissing
            ? new(
                $"{reading.AsOf.Year}年度计划未报,{month}的数据无从比较",
                $"the plan of {reading.AsOf.Year} is not reported, so there is nothing to hold {month} against")
            : new($"{month}的数据未报,应于{due:yyyy-MM-dd}前报送", $"the figures of {month} are not reported; they were due by {due:yyyy-MM-dd}");
    }

    /// <summary>What made the shown light another one than the rule's own.</summary>
    private static BilingualText Changed(DimensionLight light)
    {
        var (zh, en) = light.Raw == light.Escalated
            ? ("", "")
            : ($",连续第{light.Run}个月黄灯,升为红灯", $"; month {light.Run} of a run of yellow, which makes it red");
        var (without, withoutEn) = (LightCodes.Lights.WordOf(light.Escalated).Zh, light.Escalated.ToString().ToLowerInvariant());
        return light.HeldUntil is { } until
            ? new(
                $"{zh},正当理由有效至{until:yyyy-MM-dd},暂不亮{without}",
                $"{en}; an accepted reason holds until {until:yyyy-MM-dd}, without which it would be {withoutEn}")
            : new(zh, en);
    }
}
