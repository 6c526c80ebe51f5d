namespace Cluster.ServiceDefaults;

/// <summary>The limits that an answer names when it refuses.</summary>
public static class Limits
{
    public const int BodyBytesMax = 16 * 1024 * 1024;
    public const int RowsMax = 10_000;
    public const int DepthMax = 16;
}
