using System.Diagnostics;
using System.IO.Compression;
using Cluster.Client;
using Cluster.Fixtures;

namespace Cluster.Cli.Tests.Packages;

/// <summary>The packages as a department gets them: made, installed, and built against.</summary>
public sealed class PackTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    [Fact]
    public async Task The_tool_installs_and_tells_its_version()
    {
        await packages.Dotnet("tool", "install", "Cluster.Cli", "--version", App.Version, "--tool-path", packages.Path("tools"), "--add-source", packages.Folder);

        var said = await PackedPackages.Run(packages.Path("tools/cluster"), packages.Folder, "--version");

        said.Trim().ShouldBe(App.Version);
    }

    [Fact]
    public async Task A_program_builds_against_the_client_with_its_documentation()
    {
        Directory.CreateDirectory(packages.Path("program"));
        await File.WriteAllTextAsync(packages.Path("program/Program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors><NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Cluster.Client" {"Version"}="{App.Version}" /></ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(packages.Path("program/Program.cs"), """
            using Cluster.Client;

            using var cluster = new ClusterClient(new ClusterClientOptions { Gateway = new Uri("http://localhost:8080"), ClientId = "a", ClientSecret = "b" });
            Func<Task<BatchResult>> push = () => cluster.Infrastructure.PushSegments(new BatchRequest<Segment>([new() { Key = "a", Kind = "road", Name = "a", Status = "planned" }]));
            Console.WriteLine(push.Method.Name.Length > 0 ? "built" : "");
            """);

        await packages.Dotnet("build", packages.Path("program"), "-v", "q", "--nologo", "-o", packages.Path("built"), $"-p:RestoreAdditionalProjectSources={packages.Folder}");

        (await PackedPackages.Run("dotnet", packages.Folder, packages.Path("built/Program.dll"))).Trim().ShouldBe("built");
    }

    [Fact]
    public void A_package_has_its_readme_its_licence_its_symbols_and_its_documentation()
    {
        var client = packages.Entries($"Cluster.Client.{App.Version}.nupkg");

        client.Keys.ShouldContain("README.md");
        client.Keys.ShouldContain("lib/net10.0/Cluster.Client.xml");
        client["Cluster.Client.nuspec"].ShouldContain("""<license type="expression">Apache-2.0</license>""");
        client["Cluster.Client.nuspec"].ShouldContain("""<dependency id="Refit" """);
        client["Cluster.Client.nuspec"].ShouldNotContain("""id="Cluster.""");
        packages.Entries($"Cluster.Client.{App.Version}.snupkg").Keys.ShouldContain("lib/net10.0/Cluster.Client.pdb");
        packages.Entries($"Cluster.Cli.{App.Version}.nupkg")["Cluster.Cli.nuspec"].ShouldContain("""<packageType name="DotnetTool" />""");
        packages.Entries($"Cluster.Cli.{App.Version}.nupkg").Keys.ShouldContain("tools/net10.0/any/en/Cluster.Cli.resources.dll");
        typeof(ClusterClient).Assembly.GetName().Version!.ToString(3).ShouldBe(App.Version);
    }
}

/// <summary>What eng/pack makes, in a folder that is gone afterwards.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public string Folder { get; } = Directory.CreateTempSubdirectory("cluster-packages-").FullName;

    public async ValueTask InitializeAsync() => await Run(System.IO.Path.Combine(Checkout.Root, "eng/pack"), Checkout.Root, Folder);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return default;
    }

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public Dictionary<string, string> Entries(string package)
    {
        using var archive = ZipFile.OpenRead(Path(package));
        return archive.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var reader = new StreamReader(e.Open());
            return reader.ReadToEnd();
        });
    }

    public Task<string> Dotnet(params string[] arguments) => Run("dotnet", Folder, arguments);

    /// <summary>What a package leaves behind in the machine's own cache would be taken for the next one of the same version.</summary>
    public static async Task<string> Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // nothing goes on when the test is over
        if (folder != Checkout.Root)
        {
            start.Environment["NUGET_PACKAGES"] = System.IO.Path.Combine(folder, "cache");
            start.Environment["RestoreFallbackFolders"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
                ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{await output}\n{await errors}");
        return await output;
    }
}
