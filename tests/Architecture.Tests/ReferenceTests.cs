using System.Text.RegularExpressions;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Cluster.Architecture.Tests;

/// <summary>Who may refer to whom: services meet on the bus, pages and tools at the gateway.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string[] Platform = ["Contracts", "Messaging", "Ingestion", "Webhooks", "Portfolio", "ServiceDefaults"];

    private static readonly Dictionary<string, string[]> MayReferTo = new()
    {
        ["Contracts"] = [],
        ["ServiceDefaults"] = [],
        ["Messaging"] = ["Contracts", "ServiceDefaults"],
        ["Ingestion"] = ["Contracts", "Messaging", "ServiceDefaults"],
        ["Webhooks"] = ["Contracts", "Ingestion", "Messaging", "ServiceDefaults"],
        ["Portfolio"] = ["Contracts", "Ingestion", "Messaging", "ServiceDefaults"],
        ["Coordination"] = Platform,
        ["Industry"] = Platform,
        ["Infrastructure"] = Platform,
        ["Ecology"] = Platform,
        ["PublicServices"] = Platform,
        ["Cooperation"] = Platform,
        ["Gateway"] = ["Messaging", "ServiceDefaults"],
        ["Client"] = [],
        ["Cli"] = ["Client"],
        ["Dashboard"] = ["Client", "ServiceDefaults"],
        ["Seeder"] = ["Client", "ServiceDefaults"],
        ["ProjectList"] = [],
        ["Backing"] = [],
        ["Servers"] = ["Backing"],
    };

    private static readonly HouseRule<TextFile> Declared = new(ForeignProjects)
    {
        Advice = "The table in ReferenceTests says who may refer to whom; a new project gets its line there.",
        Breaks =
        [
            SampleProject("services/Ecology/Ecology.csproj", "../Industry/Industry.csproj"),
            SampleProject("services/Platform/Contracts/Contracts.csproj", "../../../ServiceDefaults/ServiceDefaults.csproj"),
            SampleProject("gateway/Dashboard/Dashboard.csproj", "../../services/Platform/Messaging/Messaging.csproj"),
            SampleProject("services/Newcomer/Newcomer.csproj"),
        ],
        Keeps =
        [
            SampleProject("services/Ecology/Ecology.csproj", "../Platform/Ingestion/Ingestion.csproj"),
            SampleProject("tests/Ecology.Tests/Ecology.Tests.csproj", "../../services/Ecology/Ecology.csproj"),
        ],
    };

    private static readonly HouseRule<Part> Compiled = new(ForeignTypes)
    {
        Advice = "What a project may not refer to it may not reach through another one either.",
        Breaks =
        [
            Product.Sample("Ecology", typeof(EcologyThatReadsIndustry)),
            Product.Sample("Dashboard", typeof(PageThatReadsTheLog)),
        ],
        Keeps = [Product.Sample("Ecology", typeof(PageThatReadsTheLog))],
    };

    [Fact]
    public void Projects_refer_only_to_what_they_may() =>
        Declared.ShouldHoldFor(Repository.BuildFiles.Where(f => f.Extension == ".csproj"));

    [Fact]
    public void Types_depend_only_on_what_their_project_may_refer_to() => Compiled.ShouldHoldFor(Product.Parts);

    /// <summary>Tests may know anything; the AppHost is the map of everything that runs.</summary>
    private static IEnumerable<Finding> ForeignProjects(TextFile project)
    {
        var name = Path.GetFileNameWithoutExtension(project.Path);
        if (project.IsBelow("tests") || name == "AppHost")
        {
            return [];
        }

        return MayReferTo.TryGetValue(name, out var known)
            ? ProjectReference().Matches(project.Text)
                .Where(reference => !known.Contains(reference.Groups["name"].Value))
                .Select(reference => project.At(reference.Index, $"refers to {reference.Groups["name"].Value}"))
            : [new Finding(project.Path, "is not in the table")];
    }

    private static IEnumerable<Finding> ForeignTypes(Part part)
    {
        string[] own = [part.Name, .. MayReferTo[part.Name]];
        var foreign = string.Join('|', MayReferTo.Keys.Except(own));
        return Product.Violations(Types().That().Are(part.Types)
            .Should().NotDependOnAny(Types().That().ResideInAssemblyMatching($"^Cluster\\.({foreign}),")));
    }

    private static TextFile SampleProject(string path, params string[] references) =>
        TextFile.Sample(string.Join('\n', references.Select(r => $"""<ProjectReference Include="{r}" />""")), path);

    private sealed class EcologyThatReadsIndustry
    {
        public Industry.IndustryDb? Database { get; init; }
    }

    private sealed class PageThatReadsTheLog
    {
        public static Type Log => typeof(Messaging.EventLog);
    }

    [GeneratedRegex("""<ProjectReference\s+Include="([^"]*/)?(?<name>[^"/]+)\.csproj"(?![^>]*ReferenceOutputAssembly="false")""", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex ProjectReference();
}
