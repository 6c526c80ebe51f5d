using System.Text.RegularExpressions;

namespace Cluster.Architecture.Tests;

/// <summary>Prose that names code names what is there.</summary>
public sealed partial class DocumentTests
{
    private const string KnownExtensions = "cs|csproj|razor|props|targets|sln|md|json|csv|sh|yml|yaml|css|resx|sql|txt|editorconfig|gitignore";

    private static readonly HashSet<string> Files = [.. Repository.Files.Select(f => f.Path)];
    private static readonly HashSet<string> Folders = [.. Repository.Files.SelectMany(f => FoldersAbove(f.Path))];
    private static readonly HashSet<string> Names = [.. Files.Concat(Folders).Select(path => Path.GetFileName(path))];

    private static readonly HouseRule<TextFile> NamesWhatExists = new(document =>
        from match in CodeSpan().Matches(document.Text).Where(m => IsPath(m.Groups["name"].Value)).Concat(Link().Matches(document.Text))
        let name = match.Groups["name"].Value
        where !Exists(name, document.Folder)
        select document.At(match.Index, $"there is no {name}"))
    {
        Advice = "A document that names a file must follow it when it is moved.",
        Breaks =
        [
            TextFile.Sample("Read `services/Nowhere/Program.cs` first.", "docs/sample.md"),
            TextFile.Sample("The way in is `Nowhere.cs`.", "docs/sample.md"),
            TextFile.Sample("Run `eng/nothing`.", "README.md"),
            TextFile.Sample("All of `services/Nowhere/` is new, and `Nowhere/` too.", "README.md"),
            TextFile.Sample("Read [the page](docs/nowhere.md).", "README.md"),
        ],
        Keeps =
        [
            TextFile.Sample("`HouseRule.cs` and `docs/`, `eng/up`, `tests/*/*.csproj`.", "docs/sample.md"),
            TextFile.Sample("`Program.cs`, `Migrations/`, `Platform/`; [all](../../README.md#top), [more](https://example.org/a.md), [below](#here)", "services/Coordination/README.md"),
            TextFile.Sample("`/api/{service}/tasks`, `application/json`, `infrastructure/segments/way-1`, `services/{Name}/{Name}Db.cs`, `.data/credentials.json`", "docs/sample.md"),
        ],
    };

    [Fact]
    public void Documents_name_only_files_that_exist() => NamesWhatExists.ShouldHoldFor(Repository.Documents);

    /// <summary>A name with a known extension, or below one of our folders; no address, no pattern with a gap, nothing that a run makes.</summary>
    private static bool IsPath(string name) =>
        !name.Contains("://") && !Gap().IsMatch(name) && name[0] != '/' && !name.StartsWith(".data/", StringComparison.Ordinal)
        && (Extension().IsMatch(name) || (name.Contains('/') && Folders.Contains(name.Split('/')[0])) || name.EndsWith('/'));

    private static bool Exists(string name, string folder)
    {
        string[] places = [name, Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, folder, name)))];
        return name.Contains('*')
            ? places.Any(place => Files.Any(new Regex($"^{Regex.Escape(place).Replace(@"\*", "[^/]*")}$", RegexOptions.None, TimeSpan.FromSeconds(5)).IsMatch))
            : places.Any(place => Files.Contains(place) || Folders.Contains(place.TrimEnd('/'))) || Names.Contains(name.TrimEnd('/'));
    }

    private static IEnumerable<string> FoldersAbove(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..end];
        }
    }

    [GeneratedRegex(@"(?<!`)`(?<name>[^`\s]+)`(?!`)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\((?<name>[^)\s#:]+)(#[^)\s]*)?\)", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"[{}<>…|$=]|\.\.\.", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Gap();

    [GeneratedRegex($@"(^|[\w*])\.({KnownExtensions})$", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Extension();
}
