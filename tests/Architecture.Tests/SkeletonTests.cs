namespace Cluster.Architecture.Tests;

/// <summary>All services look the same to a newcomer, a file is one thought, and the root holds only its doors.</summary>
public sealed class SkeletonTests
{
    private const int ProgramLinesMax = 39;
    private const int LinesMax = 400;

    private static readonly string[] Doors =
    [
        ".ci", ".editorconfig", ".gitattributes", ".gitignore", "AppHost", "Cluster.sln", "Directory.Build.props", "Directory.Packages.props",
        "LICENSE", "README.md", "ServiceDefaults", "deploy", "docs", "eng", "gateway", "global.json", "seeds", "services", "tests",
    ];

    private static readonly HouseRule<Service> Skeleton = new(Missing)
    {
        Advice = "A service has Program.cs (its table of contents), its database, its refusals, its migrations and half a page of README.",
        Breaks =
        [
            SampleService(("Program.cs", ""), ("SampleDb.cs", ""), ("Refusals.cs", ""), ("README.md", "")),
            SampleService(
                ("Program.cs", new string('\n', ProgramLinesMax + 1)), ("SampleDb.cs", ""), ("Refusals.cs", ""), ("README.md", ""), ("Migrations/1_Initial.cs", "")),
        ],
        Keeps = [SampleService(("Program.cs", "\n"), ("SampleDb.cs", ""), ("Refusals.cs", ""), ("README.md", ""), ("Migrations/1_Initial.cs", ""))],
    };

    private static readonly HouseRule<TextFile> OneThought = new(file =>
        Lines(file) > LinesMax ? [new Finding(file.Path, $"{Lines(file)} lines")] : [])
    {
        Advice = $"A file of more than {LinesMax} lines holds more than one thought.",
        Breaks = [TextFile.Sample(new string('\n', LinesMax + 1))],
        Keeps = [TextFile.Sample(new string('\n', LinesMax))],
    };

    private static readonly HouseRule<string> OnlyDoors = new(entry => Doors.Contains(entry) ? [] : [new Finding(entry, "is no door")])
    {
        Advice = "The root holds only its doors: put it under the folder it belongs to.", Breaks = ["notes.md"], Keeps = ["README.md"],
    };

    [Fact]
    public void All_services_have_the_same_skeleton() => Skeleton.ShouldHoldFor(Services());

    [Fact]
    public void There_are_six_services() =>
        Services().Select(s => s.Name).ShouldBe(["Cooperation", "Coordination", "Ecology", "Industry", "Infrastructure", "PublicServices"], ignoreOrder: true);

    [Fact]
    public void A_file_holds_one_thought() => OneThought.ShouldHoldFor(Repository.ProductCode);

    [Fact]
    public void The_root_holds_only_its_doors() => OnlyDoors.ShouldHoldFor(Repository.Doors);

    private static IEnumerable<Finding> Missing(Service service)
    {
        foreach (var name in new[] { "Program.cs", $"{service.Name}Db.cs", "Refusals.cs", "README.md" }.Where(name => service.Find(name) is null))
        {
            yield return new Finding($"services/{service.Name}", $"has no {name}");
        }

        if (!service.Files.Any(f => f.IsGenerated))
        {
            yield return new Finding($"services/{service.Name}", "has no migration");
        }

        if (service.Find("Program.cs") is { } program && Lines(program) > ProgramLinesMax)
        {
            yield return new Finding(program.Path, $"has {Lines(program)} lines; a table of contents has at most {ProgramLinesMax}");
        }
    }

    private static int Lines(TextFile file) => file.Text.AsSpan().Count('\n');

    private static IEnumerable<Service> Services() =>
        from file in Repository.Files
        where file.IsBelow("services") && !file.IsBelow("services/Platform")
        group file by file.Path.Split('/')[1] into folder
        select new Service(folder.Key, [.. folder]);

    private static Service SampleService(params (string Name, string Text)[] files) =>
        new("Sample", [.. files.Select(f => TextFile.Sample(f.Text, $"services/Sample/{f.Name}"))]);

    private sealed record Service(string Name, IReadOnlyList<TextFile> Files)
    {
        public TextFile? Find(string name) => Files.FirstOrDefault(f => f.Path == $"services/{Name}/{name}");
    }
}
