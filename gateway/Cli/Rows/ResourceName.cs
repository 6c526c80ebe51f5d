using System.Reflection;
using Cluster.Client;

namespace Cluster.Cli.Rows;

/// <summary>Which rows are meant: service/resource, and the key of one where a command wants one.</summary>
internal sealed record ResourceName(string Service, string Resource)
{
    /// <summary>What this version of the client knows; a server may have more, so a name that is not here is still asked for.</summary>
    public static readonly IReadOnlyList<ResourceName> Known =
    [
        .. from api in typeof(ClusterClient).GetProperties()
           from method in api.PropertyType.GetMethods()
           let path = method.GetCustomAttribute<Refit.PostAttribute>()?.Path.Split('/')
           where path is ["", "api", _, _, "batch"] && path[2][0] != '{'
           orderby path[2], path[3]
           select new ResourceName(path[2], path[3]),
    ];

    public static IReadOnlyList<string> Services { get; } = [.. Known.Select(r => r.Service).Distinct()];

    public static ResourceName In(string text) =>
        text.Trim('/').Split('/') is [{ Length: > 0 } service, { Length: > 0 } resource] ? new(service, resource) : throw Unknown(text);

    /// <summary>The key may hold slashes of its own.</summary>
    public static (ResourceName Name, string Key) WithKey(string text) =>
        text.TrimStart('/').Split('/', 3) is [{ Length: > 0 } service, { Length: > 0 } resource, { Length: > 0 } key]
            ? (new(service, resource), key)
            : throw Failure.Of(ExitCode.Usage, "key-missing", text, string.Join(", ", Known));

    /// <summary>Names what there is, where the server says that there is no such place.</summary>
    public async Task<T> Asked<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ClusterException missing) when (missing.Status == System.Net.HttpStatusCode.NotFound && !Known.Contains(this))
        {
            throw Unknown(ToString());
        }
    }

    public static void CheckService(string service)
    {
        if (!Services.Contains(service))
        {
            throw Failure.Of(ExitCode.Usage, "unknown-service", service, string.Join(", ", Services));
        }
    }

    public override string ToString() => $"{Service}/{Resource}";

    private static Failure Unknown(string text) => Failure.Of(ExitCode.Usage, "unknown-resource", text, string.Join(", ", Known));
}
