using System.Globalization;

namespace Cluster.Backing;

/// <summary>Where the installed servers are: Debian's folders first, which are not on the PATH, then the PATH.</summary>
public static class Programs
{
    public const string InstallHint = "Install them with `apt-get install --no-install-recommends postgresql rabbitmq-server` (eng/up does it).";

    public static bool ServersInstalled => FindPostgres("postgres") is not null && FindRabbitMq("rabbitmq-server") is not null;

    public static string Postgres(string name) => FindPostgres(name) ?? throw Missing(name);

    public static string RabbitMq(string name) => FindRabbitMq(name) ?? throw Missing(name);

    public static string OnPath(string name) => FindOnPath(name) ?? throw Missing(name);

    public static string? FindOnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private static string? FindPostgres(string name)
    {
        const string versions = "/usr/lib/postgresql";
        var installed = Directory.Exists(versions) ? Directory.GetDirectories(versions) : [];
        return installed
            .OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin", name))
            .FirstOrDefault(File.Exists) ?? FindOnPath(name);
    }

    private static string? FindRabbitMq(string name)
    {
        // Debian's /usr/sbin wrappers switch to the account of the system's own node; the scripts behind them do not.
        var script = Path.Combine("/usr/lib/rabbitmq/bin", name);
        return File.Exists(script) ? script : FindOnPath(name);
    }

    private static BackingException Missing(string name) => new($"`{name}` is not installed. {InstallHint}");
}
