using Cluster.Contracts;

namespace Cluster.Industry.Tests.Enterprises;

public sealed class CreditCodeTests
{
    /// <summary>Codes that were published, or that are known to be in use.</summary>
    public static TheoryData<string> Published =>
    [
        "11150203011539802X", "11100000000013338W", "91150000701463622D", "911500007014649754", "91150000720180740Y", "12100000400000624D",
        "12100000400002259P", "12100000470095016Q", "914403001922038216", "9144030071526726XG", "91330100799655058B",
    ];

    /// <summary>The last two have a right outer check: one over a wrong inner check character, one over two swapped digits.</summary>
    public static TheoryData<string, CreditCodeFault> Faulty => new()
    {
        { "", CreditCodeFault.Length },
        { "9115000070146362D", CreditCodeFault.Length },
        { "91150000701463622DD", CreditCodeFault.Length },
        { "91350100M000100Y4Z", CreditCodeFault.Alphabet },
        { "9115OOOO701463622D", CreditCodeFault.Alphabet },
        { "91150000７01463622D", CreditCodeFault.Alphabet },
        { "91150000701463622E", CreditCodeFault.OuterCheck },
        { "91150000701436622D", CreditCodeFault.OuterCheck },
        { "91150000701463623G", CreditCodeFault.InnerCheck },
        { "91150000701463632E", CreditCodeFault.InnerCheck },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void A_published_code_passes_both_checks(string text)
    {
        CreditCode.Read(text, out var code).ShouldBeNull();
        code.ToString().ShouldBe(text);
    }

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_code_says_which_check_failed(string text, CreditCodeFault fault)
    {
        CreditCode.Read(text, out var code).ShouldBe(fault);
        code.ShouldBe(default);
    }

    [Theory]
    [InlineData("91150000701463622d")]
    [InlineData(" 91150000701463622D ")]
    public void Blanks_around_it_and_lower_case_are_folded(string text)
    {
        CreditCode.Read(text, out var code).ShouldBeNull();
        code.ShouldBe(CreditCode.Parse("91150000701463622D"));
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void Any_single_character_that_is_mistyped_is_found(string text)
    {
        const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var mistyped = from place in Enumerable.Range(0, text.Length)
                       from character in Alphabet
                       where character != text[place]
                       select $"{text[..place]}{character}{text[(place + 1)..]}";
        mistyped.Where(code => CreditCode.Read(code, out _) is null).ShouldBeEmpty();
    }
}
