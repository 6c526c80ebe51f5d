using Microsoft.EntityFrameworkCore;

namespace Cluster.Coordination.News;

/// <summary>Up to where somebody has seen what changed.</summary>
internal sealed class LastLook
{
    /// <summary>A person, or a credential.</summary>
    public required string Reader { get; init; }

    /// <summary>PostgreSQL's transaction id: all before it was there to be seen, and none that commits late is passed over.</summary>
    public ulong Transaction { get; init; }

    public DateTimeOffset At { get; init; }
}

internal static class NewsTables
{
    public static ModelBuilder AddNews(this ModelBuilder model)
    {
        model.Entity<LastLook>(look =>
        {
            look.ToTable("last_looks");
            look.HasKey(l => l.Reader);
            look.Property(l => l.Transaction).HasColumnType("xid8");
        });
        return model;
    }
}
