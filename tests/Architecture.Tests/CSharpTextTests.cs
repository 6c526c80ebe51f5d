namespace Cluster.Architecture.Tests;

public sealed class CSharpTextTests
{
    [Theory]
    [InlineData("a(); // b();", "a();", "// b();")]
    [InlineData("a(/* b */);", "a();", "/* b */")]
    [InlineData("a(\"// b\\\"\"); c();", "a(); c();", "")]
    [InlineData("a(@\"b\\\"); c();", "a(); c();", "")]
    [InlineData("a(@\"b\"\"d\"); c();", "a(); c();", "")]
    [InlineData("a('\"'); b('\\''); c();", "a(); b(); c();", "")]
    [InlineData("a($\"b{c()}{{d}}\");", "a(c());", "")]
    [InlineData("a($\"b{c(\"d\")}e\"); f();", "a(c()); f();", "")]
    [InlineData("a($\"{new[] { b }}\"); c();", "a(new[] { b }); c();", "")]
    [InlineData("a(\"\"\"b \"\" // c\"\"\"); d();", "a(); d();", "")]
    [InlineData("a($$\"\"\"{b} {{c()}}\"\"\"); d();", "a(c()); d();", "")]
    [InlineData("a(\"\"); b();", "a(); b();", "")]
    public void Code_and_comments_are_told_apart(string text, string code, string comments)
    {
        var parts = CSharpText.Of(text);
        Packed(parts.Code).ShouldBe(Packed(code));
        Packed(parts.Comments).ShouldBe(Packed(comments));
        parts.Code.Length.ShouldBe(text.Length);
    }

    [Fact]
    public void A_bracket_ends_at_its_partner() => CSharpText.EndOfBracket("a(b(c), [d])e", 1).ShouldBe(12);

    private static string Packed(string text) => text.Replace(" ", "");
}
