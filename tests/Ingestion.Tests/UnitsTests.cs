using FsCheck.Xunit;

namespace Cluster.Ingestion.Tests;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("2.5", "亿元", "万元", "25000")]
    [InlineData("25000", "万元", "亿元", "2.5")]
    [InlineData("1", "元", "亿元", "0.00000001")]
    [InlineData("3", "万吨", "吨", "30000")]
    [InlineData("3", "千克", "吨", "0.003")]
    [InlineData("1.2", "公里", "米", "1200")]
    [InlineData("2", "公顷", "亩", "30")]
    [InlineData("1", "平方公里", "万亩", "0.15")]
    [InlineData("1", "兆瓦", "万千瓦", "0.1")]
    [InlineData("5", "万人", "人", "50000")]
    [InlineData("7", "件", "件", "7")]
    [InlineData("1", "亩", "公顷", null)] // a fifteenth has no end
    [InlineData("1", "亩", "平方米", null)]
    [InlineData("1", "万人", "人次", null)]
    [InlineData("1", "亿美元", "亿元", null)]
    [InlineData("1", "吨标准煤", "吨", null)]
    [InlineData("1", "个", "家", null)]
    [InlineData("1", "两", "吨", null)]
    public void A_figure_is_converted_exactly_or_not_at_all(string value, string stated, string wanted, string? expected) =>
        Units.Convert(decimal.Parse(value, null), stated, wanted).ShouldBe(expected is null ? null : decimal.Parse(expected, null));

    [Property]
    public void What_converts_there_and_back_is_the_same(int value)
    {
        foreach (var wanted in Units.All)
        {
            foreach (var stated in Units.ConvertibleTo(wanted).Where(u => Units.Factor(wanted, u) is not null))
            {
                Units.Convert(Units.Convert(value, stated, wanted)!.Value, wanted, stated).ShouldBe(value, $"{stated} → {wanted}");
            }
        }
    }
}
