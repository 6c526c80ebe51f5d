namespace Cluster.ServiceDefaults;

/// <summary>The limits that an answer names when it refuses.</summary>
public static class Limits
{
    public const int BodyBytesMax = 16 * 1024 * 1024;
    public const int RowsMax = 10_000;
    public const int DepthMax = 16;

    /// <summary>Of a push whose sender does not wait for its answer.</summary>
    public const int JobBodyBytesMax = 64 * 1024 * 1024;

    /// <inheritdoc cref="JobBodyBytesMax"/>
    public const int JobRowsMax = 200_000;
}
