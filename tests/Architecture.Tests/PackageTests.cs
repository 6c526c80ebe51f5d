namespace Cluster.Architecture.Tests;

/// <summary>Packages come in one version each, from wherever the machine gets its packages.</summary>
public sealed class PackageTests
{
    private static readonly HouseRule<TextFile> CentralVersions = new(HouseRule.NoText(
        @"<PackageReference\b[^>]*\bVersion(Override)?\s*=[^>]*|<PackageReference\b[^>]*[^/]>\s*<Version>|\bSdk\s*=\s*""[^""]+/\d[^""]*"""))
    {
        Advice = "Versions stand in Directory.Packages.props and nowhere else.",
        Breaks =
        [
            TextFile.Sample("""<PackageReference Include="Npgsql" Version="10.0.3" />""", "a.csproj"),
            TextFile.Sample("""<PackageReference Include="Npgsql" VersionOverride="10.0.3" />""", "a.csproj"),
            TextFile.Sample("""<PackageReference Include="Npgsql"><Version>10.0.3</Version></PackageReference>""", "a.csproj"),
            TextFile.Sample("""<Project Sdk="Some.Sdk/1.2.3">""", "a.csproj"),
        ],
        Keeps =
        [
            TextFile.Sample("""<Project Sdk="Microsoft.NET.Sdk"><PackageReference Include="Npgsql" /></Project>""", "a.csproj"),
            TextFile.Sample("<Version>0.1.0</Version>", "Directory.Build.props"),
        ],
    };

    /// <summary>By what such an address looks like; none is named here either.</summary>
    private static readonly HouseRule<TextFile> NoSource = new(HouseRule.NoText(
        @"https?://[^\s""'<>)`]*(nuget|npm|pypi|registry|feed|mirror|/v3/index|/simple/|/debian\b)[^\s""'<>)`]*"
        + @"|<\s*packageSources\b|<\s*Restore(Additional\w*)?Sources\s*>|--(source|index-url|registry)[= ]+http|^\s*deb\s+http"))
    {
        Advice = "The machine's own configuration says where packages come from; an intranet has a mirror of its own.",
        Breaks =
        [
            TextFile.Sample("curl https://packages.example/v3/index.json", "eng/sample"),
            TextFile.Sample("<configuration><packageSources><clear /></packageSources></configuration>", "sample.config"),
            TextFile.Sample("npm install --registry=http://10.0.0.1", "eng/sample"),
        ],
        Keeps = [TextFile.Sample("See https://learn.microsoft.com/dotnet and http://localhost:8080/docs.", "README.md")],
    };

    [Fact]
    public void Versions_are_central() => CentralVersions.ShouldHoldFor(Repository.BuildFiles);

    [Fact]
    public void No_package_source_is_named() => NoSource.ShouldHoldFor(Repository.Files);
}
