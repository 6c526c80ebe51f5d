using System.Text.RegularExpressions;

namespace Cluster.Architecture.Tests;

/// <summary>A thing lives under the noun it serves, so nothing is named after not having one.</summary>
public sealed partial class NamingTests
{
    private const string Homeless = "Commons?|Helpers?|Utils?|Utilities|Utility|Shared|Misc|Managers?|Base";

    private static readonly HouseRule<TextFile> NoHomelessType =
        new(HouseRule.NoCode($@"\b(class|record|struct|interface|enum)\s+(struct\s+|class\s+)?(\w*[a-z0-9])?({Homeless})\b"))
        {
            Advice = "Name what it is, and put it where that is used.",
            Breaks =
            [
                TextFile.Sample("internal static class DateHelpers { }"),
                TextFile.Sample("public readonly record struct Base(int X);"),
                TextFile.Sample("public interface IConnectionManager;"),
            ],
            Keeps = [TextFile.Sample("public sealed class Database { } // no class Helper"), TextFile.Sample("record Row(Helper Given);")],
        };

    private static readonly HouseRule<TextFile> NoHomelessFolder = new(file => HomelessFolder().Matches(file.Path).Select(m => new Finding(file.Path, m.Value)))
    {
        Advice = "Name the folder after the noun it serves.",
        Breaks = [TextFile.Sample("", "services/Platform/Common/Clock.cs"), TextFile.Sample("", "utils/run.sh")],
        Keeps = [TextFile.Sample("", "services/Platform/Database/Base.sql")],
    };

    [Fact]
    public void No_type_is_named_after_having_no_place() => NoHomelessType.ShouldHoldFor(Repository.Code);

    [Fact]
    public void No_folder_is_named_after_having_no_place() => NoHomelessFolder.ShouldHoldFor(Repository.Files);

    [GeneratedRegex($"(?<=^|/)({Homeless})(?=/)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex HomelessFolder();
}
