namespace Cluster.Architecture.Tests;

/// <summary>A file of the repository, or a sample that stands for one.</summary>
/// <param name="Path">From the root, with slashes.</param>
internal sealed record TextFile(string Path, string Text)
{
    private readonly Lazy<CSharpText> _parts = new(() => CSharpText.Of(Text));

    public string Extension => System.IO.Path.GetExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? "";

    public bool IsSource => Extension is ".cs" or ".razor";

    public bool IsGenerated => Path.Contains("/Migrations/", StringComparison.Ordinal);

    /// <summary>The text without comments and what strings say, place by place.</summary>
    public string Code => Extension == ".cs" ? _parts.Value.Code : Text;

    /// <summary>The comments alone, place by place.</summary>
    public string Comments => Extension == ".cs" ? _parts.Value.Comments : Text;

    public static TextFile Sample(string text, string path = "services/Sample/Sample.cs") => new(path, text);

    public bool IsBelow(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public Finding At(int position, string what) => new(Path, $"line {Text.AsSpan(0, position).Count('\n') + 1}: {what}");

    public override string ToString() => $"{Path}:\n{Text}";
}
