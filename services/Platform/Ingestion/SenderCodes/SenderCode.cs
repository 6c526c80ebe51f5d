using Microsoft.EntityFrameworkCore;

namespace Cluster.Ingestion.SenderCodes;

/// <summary>A sender's own code for something of the platform (代码对照): a station's MN, an item's number in another system.</summary>
public sealed record SenderCode : Resource
{
    /// <summary>The client id whose rows use the code.</summary>
    public required string System { get; init; }

    public required string Kind { get; init; }

    public required string Code { get; init; }

    /// <summary>The platform's key.</summary>
    public required string Target { get; init; }

    public static string KeyOf(string system, string kind, string code) => $"{system}.{kind}.{code}";
}

public static class SenderCodeTable
{
    public static ModelBuilder AddSenderCodes(this ModelBuilder model)
    {
        model.Entity<SenderCode>().ToTable("sender_codes").HasKey(c => c.Key);
        return model;
    }
}
