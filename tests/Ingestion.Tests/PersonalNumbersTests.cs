using System.Text.Json;
using Cluster.ServiceDefaults;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Ingestion.Tests;

/// <summary>A text that somebody wrote, with the numbers of persons that are in it.</summary>
public sealed record WrittenText(string Text, string[] Numbers);

/// <summary>Digits of several scripts, numbers of persons, and what may stand between.</summary>
public sealed record DigitsAnywhere(string Text);

/// <summary>Numbers of persons are found wherever they stand, and nothing else is taken for one.</summary>
[Properties(Arbitrary = [typeof(PersonalNumbersTests)], MaxTest = 2_000)]
public sealed class PersonalNumbersTests
{
    private static readonly TextField Words = new("words", "形象进度", "Progress in words", MaxLength: 10_000);
    private static readonly TextField Key = new("key", "键", "Key", MaxLength: 60);
    private static readonly TextField Contact = new("contact", "联系电话", "Telephone", MaxLength: 60, Telephone: true);

    [Theory]
    [InlineData("11010519491231002X", "110105********002X")]
    [InlineData("身份证11010519491231002x，已核", "身份证110105********002x，已核")]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ", "１１０１０５********００２Ｘ")]
    [InlineData("110105491231002", "110105*****1002")]
    [InlineData("联系人 13812341234", "联系人 138****1234")]
    [InlineData("+8613812341234 或 138-1234-1235", "+86138****1234 或 138****1235")]
    public void A_number_keeps_its_ends(string text, string masked) => PersonalNumbers.Mask(text).ShouldBe(masked);

    [Theory]
    [InlineData("110105194912310021")] // does not check
    [InlineData("110105194902300024")] // no such day
    [InlineData("110105491331002")] // no such month
    [InlineData("010105491231002")] // no such province
    [InlineData("2020-150203-48-03-012345")]
    [InlineData("91150000701463622D")]
    [InlineData("911502070000000000")]
    [InlineData("完成投资 13812341234 元")]
    [InlineData("13812341234.50")]
    [InlineData("15812341234万元")]
    [InlineData("12812341234")]
    [InlineData("138123412345")]
    [InlineData("2026-11-28T02:15:00+08:00")]
    [InlineData("01976b3e-8a10-7c55-9d2e-1f2a3b4c5d6e")]
    [InlineData("0472-5618123")]
    [InlineData("1eeb7e062430-01a13812341234b5f8c27031a22077")]
    [InlineData("a110105194912310021f")]
    [InlineData("c11010519491231002X")]
    public void What_is_none_is_left_alone(string text) => PersonalNumbers.Mask(text).ShouldBe(text);

    [Property]
    public bool No_masked_text_still_holds_a_number(WrittenText written)
    {
        var masked = PersonalNumbers.Mask(written.Text);
        return !PersonalNumbers.HoldsIdentity(masked) && !PersonalNumbers.HoldsMobile(masked)
            && !Array.Exists(written.Numbers, number => masked.Contains(number, StringComparison.Ordinal))
            && PersonalNumbers.Mask(masked) == masked;
    }

    /// <summary>What says whether there is one looks for digits first; what masks does not.</summary>
    [Property]
    public bool One_is_found_where_and_only_where_something_is_masked(DigitsAnywhere written) =>
        (PersonalNumbers.HoldsIdentity(written.Text) || PersonalNumbers.HoldsMobile(written.Text)) == (PersonalNumbers.Mask(written.Text) != written.Text);

    /// <summary>What systems make their keys of: none of them is a person.</summary>
    [Property]
    public bool A_random_key_is_never_refused_and_never_masked(Guid random, Guid other) => new[]
    {
        $"{random:N}", $"{random}", $"{other.ToString("N")[..12]}-{random:N}", $"{random.ToString("N").ToUpperInvariant()}", $"segment_{random:N}",
    }.All(key => Key.ReadStored(JsonSerializer.SerializeToElement(key)).Fault is null && PersonalNumbers.Mask(key) == key);

    [Fact]
    public void A_text_in_JSON_is_masked_however_it_is_escaped() =>
        PersonalNumbers.Mask(JsonDocument.Parse("""{"words":"\u5f2013812341234"}""").RootElement).GetProperty("words").GetString().ShouldBe("张138****1234");

    [Property]
    public bool A_figure_in_JSON_stays_and_a_text_does_not(WrittenText written)
    {
        var masked = PersonalNumbers.Mask(JsonSerializer.SerializeToElement(new { words = new[] { written.Text }, amount = 13_812_341_234m }));
        return masked.GetProperty("words")[0].GetString() == PersonalNumbers.Mask(written.Text) && masked.GetProperty("amount").GetRawText() == "13812341234";
    }

    [Property]
    public bool Words_with_a_number_are_refused_and_say_none_back(WrittenText written) =>
        Words.ReadStored(JsonSerializer.SerializeToElement(written.Text)).Fault is { } fault
            ? written.Numbers.Length > 0 && fault.Code == "personal-number" && !fault.Message.Zh.Any(char.IsDigit)
            : written.Numbers.Length == 0;

    [Theory]
    [InlineData("15020300001", null)] // a department's own code, which begins with its division
    [InlineData("11010519491231002X", "personal-number")]
    [InlineData("张三 13812341234", "personal-number")]
    public void A_key_may_be_eleven_digits(string text, string? code) => Key.ReadStored(JsonSerializer.SerializeToElement(text)).Fault?.Code.ShouldBe(code);

    [Fact]
    public void A_telephone_field_takes_a_telephone_and_no_identity_card()
    {
        Contact.ReadStored(JsonSerializer.SerializeToElement("13812341234")).Fault.ShouldBeNull();
        Contact.ReadStored(JsonSerializer.SerializeToElement("11010519491231002X")).Fault!.Code.ShouldBe("personal-number");
    }

    [Fact]
    public void What_is_said_back_to_a_sender_is_masked() => Refusal.Repeat("张三13812341234").ShouldBe("张三138****1234");

    public static Arbitrary<WrittenText> AnyText() => Arb.From(
        from parts in (
            from number in Gen.Frequency((2, AnyIdentity()), (1, AnyOldIdentity()), (2, AnyMobile()), (4, Gen.Constant("")))
            from before in Gen.Elements("路基完成，", "电话：", "G110 ", "12.5 公里，", "（")
            from after in Gen.Elements("，", " 已核", "）", "。", "；")
            select (Number: number, Text: before + number + after)).ListOf()
        select new WrittenText(string.Concat(parts.Select(p => p.Text)).Trim() + "。", [.. parts.Select(p => p.Number).Where(n => n.Length > 0)]));

    public static Arbitrary<DigitsAnywhere> AnyDigits() => Arb.From(
        from parts in Gen.Frequency(
            (3, Gen.Elements("1", "38", "13", "2026", "0472", "150203", "19900101", "１３８", "٣٨", "0", "1234", "12341234", "150203000000000012345678")),
            (1, AnyIdentity()), (1, AnyOldIdentity()), (1, AnyMobile()),
            (2, Gen.Elements("", " ", "-", "+86", "86 ", ".", "X", "a", "，", "元", "－", "\t"))).ListOf()
        select new DigitsAnywhere(string.Concat(parts)));

    private static Gen<string> AnyIdentity() =>
        from division in Gen.Elements("150203", "110105", "650102")
        from day in Gen.Choose(0, 40_000)
        from order in Gen.Choose(0, 999)
        let digits = $"{division}{new DateOnly(1910, 1, 1).AddDays(day):yyyyMMdd}{order:000}"
        select digits + CheckOf(digits);

    private static Gen<string> AnyOldIdentity() =>
        from day in Gen.Choose(0, 30_000)
        from order in Gen.Choose(0, 999)
        select $"150203{new DateOnly(1910, 1, 1).AddDays(day):yyMMdd}{order:000}";

    private static Gen<string> AnyMobile() =>
        from second in Gen.Choose(3, 9)
        from rest in Gen.Choose(0, 999_999_999)
        select $"1{second}{rest:000000000}";

    /// <summary>ISO 7064, MOD 11-2, computed another way than the code does.</summary>
    private static char CheckOf(string digits)
    {
        var rest = digits.Aggregate(0, (sum, digit) => (sum + digit - '0') * 2 % 11);
        var check = (12 - rest) % 11;
        return check == 10 ? 'X' : (char)('0' + check);
    }
}
