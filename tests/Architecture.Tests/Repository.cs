using System.IO.Enumeration;

namespace Cluster.Architecture.Tests;

/// <summary>The files of this checkout as a commit would hold them: what .gitignore names is not there.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    public static readonly IReadOnlyList<TextFile> Files = Read();

    /// <summary>What runs or is published, written by hand.</summary>
    public static readonly IReadOnlyList<TextFile> ProductCode = [.. Files.Where(f => f.IsSource && !f.IsBelow("tests") && !f.IsGenerated)];

    public static readonly IReadOnlyList<TextFile> TestCode = [.. Files.Where(f => f.IsSource && f.IsBelow("tests"))];

    public static readonly IReadOnlyList<TextFile> Code = [.. ProductCode, .. TestCode];

    public static readonly IReadOnlyList<TextFile> Documents = [.. Files.Where(f => f.Extension == ".md" && !f.IsBelow("seeds/data"))];

    public static readonly IReadOnlyList<TextFile> BuildFiles = [.. Files.Where(f => f.Extension is ".csproj" or ".props" or ".targets")];

    public static IEnumerable<string> Doors => Walk(Root, recurse: false).Select(Path.GetFileName)!;

    public static TextFile File(string path) => Files.Single(f => f.Path == path);

    private static TextFile[] Read() =>
    [
        .. from path in Walk(Root, recurse: true)
           where System.IO.File.Exists(path)
           let text = System.IO.File.ReadAllText(path)
           select new TextFile(Path.GetRelativePath(Root, path), text.Contains('\0') ? "" : text),
    ];

    private static FileSystemEnumerable<string> Walk(string folder, bool recurse)
    {
        string[] ignored = [".git", .. System.IO.File.ReadLines(Path.Combine(Root, ".gitignore")).Select(line => line.Trim().TrimEnd('/'))];
        bool IsIgnored(ref FileSystemEntry entry)
        {
            foreach (var pattern in ignored)
            {
                if (FileSystemName.MatchesSimpleExpression(pattern, entry.FileName, ignoreCase: false))
                {
                    return true;
                }
            }

            return false;
        }

        return new FileSystemEnumerable<string>(
            folder, (ref FileSystemEntry entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = recurse, AttributesToSkip = FileAttributes.None })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !IsIgnored(ref entry),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsIgnored(ref entry),
        };
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no checkout.");
        }

        return folder.FullName;
    }
}
