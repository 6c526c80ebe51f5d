using System.Globalization;
using System.Text.Json;
using Cluster.Infrastructure.Segments;

namespace Cluster.Ingestion.Tests;

public sealed class FieldsTests
{
    private static readonly Dictionary<string, Field> Fields = new Field[]
    {
        new TextField("text", "名称", "The name", MaxLength: 5),
        new TextField("lines", "说明", "The note", MaxLength: 9, Lines: true),
        new TextListField("texts", "途经地", "The places", MaxLength: 5, MaxCount: 3),
        new DecimalField("lengthKm", "里程", "The length", "km", 0.001m, 5_000m, 3),
        new DecimalField("balance", "余额", "The balance", "万元", -10m, 10m, 2),
        new IntegerField("count", "件数", "The count", "", 0, long.MaxValue),
        new IntegerField("degrees", "温度", "The temperature", "℃", -40, 40),
        new FlagField("flag", "标志", "The flag"),
        new DateField("day", "日期", "The day"),
        new MonthField("month", "月份", "The month"),
        new QuarterField("quarter", "季度", "The quarter"),
        new PeriodField("period", "期间", "The period"),
        new UnitField("unit", "计量单位", "The unit"),
        new CodeField<SegmentKind>("kind", "类别", "The kind", Segment.Kinds),
        new CreditCodeField("creditCode", "统一社会信用代码", "The credit code"),
        new DivisionCodeField("division", "行政区划代码", "The division"),
    }.ToDictionary(f => f.Name);

    [Theory]
    [InlineData("text", """ "12345" """, "12345")]
    [InlineData("text", """ " \t12345\u3000 " """, "12345")]
    [InlineData("text", """ "e\u0301" """, "é")]
    [InlineData("text", """ "包银高铁" """, "包银高铁")]
    [InlineData("text", """ "\ud83d\ude80\ud842\udfb7" """, "🚀𠮷")]
    [InlineData("text", """ "Ｇ６" """, "Ｇ６")]
    [InlineData("text", """ "\u182a\u180b\u200d\u1820" """, "\u182a\u180b\u200d\u1820")] // Mongolian writes with joiners
    [InlineData("lines", """ " a\n\tb\r\nc " """, "a\n\tb\r\nc")]
    [InlineData("texts", """ ["东河区", " 固阳县 ", "东河区"] """, "东河区|固阳县")]
    [InlineData("texts", "[]", "")]
    [InlineData("lengthKm", "0.001", "0.001")]
    [InlineData("lengthKm", "5000", "5000")]
    [InlineData("lengthKm", "1.500000", "1.5")]
    [InlineData("lengthKm", "12e-1", "1.2")]
    [InlineData("lengthKm", "5E+3", "5000")]
    [InlineData("balance", "-10.00", "-10")]
    [InlineData("lengthKm", "1e2", "100")]
    [InlineData("lengthKm", "100e-2", "1")]
    [InlineData("lengthKm", "0.0125E+2", "1.25")]
    [InlineData("lengthKm", "1200.000e-3", "1.2")]
    [InlineData("lengthKm", "1.00000000000000000000000000000000000", "1")]
    [InlineData("balance", "-0.0", "0")]
    [InlineData("balance", "0e5", "0")]
    [InlineData("balance", "0.0e-400", "0")]
    [InlineData("count", "0", "0")]
    [InlineData("count", "9007199254740993", "9007199254740993")] // 2^53 + 1: not a double
    [InlineData("count", "9223372036854775807", "9223372036854775807")]
    [InlineData("count", "12.0", "12")]
    [InlineData("count", "1e3", "1000")]
    [InlineData("count", "0e5", "0")]
    [InlineData("count", "1200e-2", "12")]
    [InlineData("degrees", "-40", "-40")]
    [InlineData("period", """ "２０２５年 9 月" """, "2025-09")]
    [InlineData("period", """ "2025-09-上" """, "2025-09-D1")]
    [InlineData("unit", """ "亿 元" """, "亿 元")]
    [InlineData("unit", """ "KM" """, "km")]
    [InlineData("unit", """ "美分" """, "美分")]
    [InlineData("flag", "true", "True")]
    [InlineData("flag", "false", "False")]
    [InlineData("day", """ "2024-02-29" """, "2024-02-29")]
    [InlineData("day", """ " 2025-09-30" """, "2025-09-30")]
    [InlineData("day", """ "２０２５-０９-３０" """, "2025-09-30")]
    [InlineData("month", """ "2025-12" """, "2025-12-01")]
    [InlineData("quarter", """ "2025Q4" """, "2025Q4")]
    [InlineData("quarter", """ "1900Q1" """, "1900Q1")]
    [InlineData("kind", """ "road" """, "Road")]
    [InlineData("kind", """ "铁路" """, "Rail")]
    [InlineData("kind", """ " ｒａｉｌ " """, "Rail")]
    [InlineData("creditCode", """ "91350100M000100Y43" """, "91350100M000100Y43")]
    [InlineData("creditCode", """ " 91350100m000100y43 " """, "91350100M000100Y43")]
    [InlineData("division", """ "150203" """, "150203")]
    [InlineData("division", """ "１５０２０３" """, "150203")]
    public void A_value_is_read_in_its_one_form(string field, string json, string written)
    {
        var (value, fault) = Read(Fields[field], json);

        fault.ShouldBeNull();
        Written(value!).ShouldBe(written);
    }

    [Theory]
    [InlineData("text", """ "123456" """, "too-long")]
    [InlineData("text", """ "" """, "required")]
    [InlineData("text", """ " \u3000\t " """, "required")]
    [InlineData("text", "12", "wrong-type")]
    [InlineData("text", "true", "wrong-type")]
    [InlineData("text", "[]", "wrong-type")]
    [InlineData("text", "{}", "wrong-type")]
    [InlineData("text", """ "a\ud800b" """, "invalid-text")] // half of a surrogate pair
    [InlineData("text", """ "\udc00a" """, "invalid-text")]
    [InlineData("text", """ "a\u0000b" """, "invalid-text")]
    [InlineData("text", """ "a\u001b[1m" """, "invalid-text")]
    [InlineData("text", """ "a\u007fb" """, "invalid-text")]
    [InlineData("text", """ "a\u0085b" """, "invalid-text")]
    [InlineData("text", """ "a\nb" """, "invalid-text")]
    [InlineData("text", """ "a\u2028b" """, "invalid-text")]
    [InlineData("text", """ "a\u200bb" """, "invalid-text")] // invisible: two keys would look alike
    [InlineData("text", """ "\ufeffab" """, "invalid-text")]
    [InlineData("text", """ "a\u2060b" """, "invalid-text")]
    [InlineData("text", """ "a\u202eb" """, "invalid-text")] // turns what follows round
    [InlineData("text", """ "a\u2066b" """, "invalid-text")]
    [InlineData("text", """ "a\ufffdb" """, "invalid-text")] // lost before it was sent
    [InlineData("text", """ "a\uffffb" """, "invalid-text")] // no character
    [InlineData("lines", """ "a\u0007b" """, "invalid-text")]
    [InlineData("lines", """ "1234567890" """, "too-long")]
    [InlineData("texts", """ ["a", "b", "c", "d"] """, "wrong-type")]
    [InlineData("texts", """ "东河区" """, "wrong-type")]
    [InlineData("texts", """ ["a", null] """, "wrong-type")]
    [InlineData("texts", """ ["a", " "] """, "required")]
    [InlineData("texts", """ ["a", "123456"] """, "too-long")]
    [InlineData("texts", """ ["a", "\ud800"] """, "invalid-text")]
    [InlineData("lengthKm", "0", "out-of-range")]
    [InlineData("lengthKm", "0.0009", "out-of-range")]
    [InlineData("lengthKm", "-1", "out-of-range")]
    [InlineData("lengthKm", "5000.001", "out-of-range")]
    [InlineData("lengthKm", "1e400", "out-of-range")]
    [InlineData("lengthKm", "-1e400", "out-of-range")]
    [InlineData("lengthKm", "1.0001", "too-many-decimals")]
    [InlineData("lengthKm", "12345e-4", "too-many-decimals")]
    [InlineData("lengthKm", "1.00000000000000000000000000000000001", "too-many-decimals")] // more digits than a decimal has
    [InlineData("balance", "0.001", "too-many-decimals")]
    [InlineData("balance", "1e-29", "too-many-decimals")]
    [InlineData("balance", "1e-400", "too-many-decimals")]
    [InlineData("balance", "-1e-400", "too-many-decimals")]
    [InlineData("balance", "0.0000000000000000000000000000001", "too-many-decimals")]
    [InlineData("lengthKm", """ "12" """, "wrong-type")]
    [InlineData("lengthKm", """ "NaN" """, "wrong-type")]
    [InlineData("lengthKm", "false", "wrong-type")]
    [InlineData("lengthKm", "[12]", "wrong-type")]
    [InlineData("count", "-1", "out-of-range")]
    [InlineData("count", "9223372036854775808", "out-of-range")]
    [InlineData("count", "1e400", "out-of-range")]
    [InlineData("count", "1.5", "wrong-type")]
    [InlineData("count", "1e-400", "wrong-type")]
    [InlineData("count", "3.0000000000000000000000000000000001", "wrong-type")]
    [InlineData("count", """ "3" """, "wrong-type")]
    [InlineData("degrees", "-41", "out-of-range")]
    [InlineData("degrees", "41", "out-of-range")]
    [InlineData("flag", "1", "wrong-type")]
    [InlineData("flag", """ "true" """, "wrong-type")]
    [InlineData("day", """ "2025-02-29" """, "bad-date")]
    [InlineData("day", """ "2025-13-01" """, "bad-date")]
    [InlineData("day", """ "2025-9-3" """, "bad-date")]
    [InlineData("day", """ "2025/09/30" """, "bad-date")]
    [InlineData("day", """ "2025-09-30T00:00:00Z" """, "bad-date")]
    [InlineData("day", "20250930", "bad-date")]
    [InlineData("day", """ "\ud800" """, "bad-date")]
    [InlineData("month", """ "2025-00" """, "bad-date")]
    [InlineData("month", """ "2025-09-01" """, "bad-date")]
    [InlineData("month", """ "\ud800" """, "bad-date")]
    [InlineData("quarter", """ "2025Q0" """, "bad-date")]
    [InlineData("quarter", """ "2025Q5" """, "bad-date")]
    [InlineData("quarter", """ "1899Q4" """, "bad-date")]
    [InlineData("quarter", """ "2025-3" """, "bad-date")]
    [InlineData("quarter", """ "\ud800" """, "bad-date")]
    [InlineData("kind", """ "ROAD" """, "not-allowed")]
    [InlineData("kind", """ "水路" """, "not-allowed")]
    [InlineData("kind", """ "" """, "not-allowed")]
    [InlineData("kind", """ "\ud800" """, "not-allowed")]
    [InlineData("kind", "1", "wrong-type")]
    [InlineData("creditCode", """ "91350100M000100Y4" """, "credit-code-length")]
    [InlineData("creditCode", """ "9135010OM000100Y43" """, "credit-code-alphabet")]
    [InlineData("creditCode", """ "91350100M000100Y44" """, "credit-code-outer-check")]
    [InlineData("creditCode", """ "91150000701463623G" """, "credit-code-inner-check")]
    [InlineData("creditCode", "913", "wrong-type")]
    [InlineData("division", """ "950203" """, "bad-division-code")]
    [InlineData("division", """ "150003" """, "bad-division-code")]
    [InlineData("division", """ "15020" """, "bad-division-code")]
    [InlineData("division", "150203", "wrong-type")]
    public void What_is_no_value_is_refused_with_field_code_and_both_languages(string name, string json, string code)
    {
        var field = Fields[name];

        var (value, fault) = Read(field, json);

        value.ShouldBeNull();
        fault.ShouldNotBeNull();
        (fault.Field, fault.Code, fault.Status).ShouldBe((name, code, 422));
        fault.Message.Zh.ShouldContain(field.Zh);
        fault.Message.En.ShouldContain(field.En);
    }

    [Theory]
    [InlineData("text", """ "123456" """, "≤ 5")]
    [InlineData("lengthKm", "0", "0.001 … 5000 km")]
    [InlineData("count", "-1", "0 … 9223372036854775807")]
    [InlineData("kind", """ "水路" """, "road|rail")]
    [InlineData("kind", "1", "road|rail")]
    public void A_refusal_says_what_is_allowed(string field, string json, string allowed) =>
        string.Join('|', Read(Fields[field], json).Fault!.Allowed!).ShouldBe(allowed);

    [Fact]
    public void A_wrong_unit_is_met_with_the_right_one()
    {
        var fault = Read(Fields["lengthKm"], """ "12 m" """).Fault!;

        fault.Message.Zh.ShouldContain("单位km");
        fault.Message.En.ShouldContain("in km");
    }

    [Fact]
    public void A_refused_code_is_not_repeated_at_length() =>
        Read(Fields["kind"], $"\"{new string('x', 100_000)}\"").Fault!.Message.Zh.Length.ShouldBeLessThan(200);

    /// <summary>Composing thousands of marks on one letter takes a normaliser quadratic time.</summary>
    [Fact]
    public async Task A_tower_of_marks_is_refused_before_it_is_composed()
    {
        var tower = string.Concat(Enumerable.Repeat("\u0315\u0316", 100_000));

        var (_, fault) = await Task.Run(() => Read(Fields["text"], $"\"a{tower}\"")).WaitAsync(TimeSpan.FromSeconds(5));

        fault!.Code.ShouldBe("invalid-text");
    }

    private static (object? Value, Fault? Fault) Read(Field field, string json)
    {
        using var document = JsonDocument.Parse(json);
        var element = document.RootElement;
        return field switch
        {
            TextField text => text.Read(element),
            TextListField texts => texts.Read(element),
            DecimalField number => number.Read(element),
            IntegerField number => number.Read(element),
            FlagField flag => flag.Read(element),
            DateField day => day.Read(element),
            MonthField month => month.Read(element),
            QuarterField quarter => quarter.Read(element),
            CodeField<SegmentKind> code => code.Read(element),
            CreditCodeField code => code.Read(element),
            DivisionCodeField code => code.Read(element),
            PeriodField period => period.Read(element),
            UnitField unit => unit.Read(element),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Add it here."),
        };
    }

    private static string Written(object value) => value switch
    {
        string[] list => string.Join('|', list),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
