namespace Cluster.Coordination.Lights;

/// <summary>
/// The numbers of a light as a reader sees them: one decimal, half away from zero; more where one would put the light into another band
/// (30.02 points are red, and "30.0" would not say why). What is behind is the difference of what is shown, so that the sentence adds up.
/// </summary>
internal readonly record struct ShownNumbers(string Actual, string Expected, string Value, int Sign)
{
    private const int DecimalsMin = 1;
    private const int DecimalsMax = 10;

    public static ShownNumbers Of(Reading reading, LightRule rule)
    {
        var inputs = reading.Inputs;
        var (actual, expected) = (inputs.Actual ?? 0, inputs.Expected ?? 0);
        for (var decimals = DecimalsMin; ; decimals++)
        {
            var (done, due) = (Round(actual, decimals), Round(expected, decimals));
            var value = rule.Axis == LightAxis.PointsBehind ? due - done : Round(inputs.Value ?? 0, decimals);
            if (inputs.Value is null || decimals == DecimalsMax || rule.BandOf(value) == reading.Band)
            {
                return new ShownNumbers(Text(done, decimals), Text(due, decimals), Text(Math.Abs(value), decimals), Math.Sign(value));
            }
        }
    }

    private static decimal Round(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);

    private static string Text(decimal value, int decimals) => value.ToString($"F{decimals}");
}
