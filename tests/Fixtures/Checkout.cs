namespace Cluster.Fixtures;

/// <summary>The folder that these tests were built in.</summary>
public static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no checkout.");
        }

        return folder.FullName;
    }
}
