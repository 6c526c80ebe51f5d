using Microsoft.EntityFrameworkCore;

namespace Cluster.Coordination.Notices;

/// <summary>A notice to the contacts of organisations (通知): of what, and in which words.</summary>
/// <param name="About">resource/key: supervision-orders/2026-001.</param>
/// <param name="Version">Of what it is about.</param>
internal sealed record Notice(string About, long Version, string Step, string Zh, string En);

/// <summary>
/// Who was to be told on the day. A filed contact never changes but for its last day, so its receipt says the person, the post and the telephone, and
/// no copy of a number lies here. Notices are written here and heard from nobody: a rebuild leaves them.
/// </summary>
internal sealed record LeftNotice
{
    public required string About { get; init; }

    public long Version { get; init; }

    public required string Organisation { get; init; }

    public required string Step { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Of the contacts that were valid on the day; none where there was nobody to tell.</summary>
    public required string[] Receipts { get; init; }

    public required string Zh { get; init; }

    public required string En { get; init; }
}

internal static class NoticeTables
{
    public static ModelBuilder AddNotices(this ModelBuilder model)
    {
        model.Entity<LeftNotice>(notice =>
        {
            notice.ToTable("notices");
            notice.HasKey(n => new { n.About, n.Version, n.Organisation });
            notice.HasIndex(n => new { n.Organisation, n.At });
        });
        return model;
    }
}
