using Microsoft.EntityFrameworkCore;

namespace Cluster.Ingestion;

/// <summary>What a department pushes: known by the sender's own key, owned by the organisation that wrote it first.</summary>
public abstract record Resource
{
    public required string Key { get; init; }

    /// <summary>Registered short name of the organisation that may change it.</summary>
    public required string Owner { get; init; }

    /// <summary>Counts the changes from 1, without gaps; the version of the event that each change left.</summary>
    public long Version { get; init; }

    /// <summary>When the sender's system took the value (数据时间), in UTC; null where it never said so.</summary>
    public DateTimeOffset? AsOf { get; internal set; }

    /// <summary>Said in the row's result and not stored, as the database maps what is public.</summary>
    internal IReadOnlyList<RowNote> Notes { get; init; } = [];
}

/// <summary>How a push says what it put into another form.</summary>
public static class NotedResources
{
    public static T Noting<T>(this T resource, RowNote note)
        where T : Resource =>
        resource with { Notes = [.. resource.Notes, note] };
}

/// <summary>
/// A resource that comes by the thousand and is seldom changed (监测值): the new ones of a call are told together, a later change of one alone.
/// </summary>
public abstract record Reading : Resource
{
    /// <summary>Last part of the aggregate under which it was told of first; its later versions are told under its own key.</summary>
    public Guid RecordedIn { get; internal set; }
}

/// <summary>What every resource's table has besides its key.</summary>
public static class ResourceTables
{
    /// <summary>
    /// A department's list is its own rows in the order of their keys. Readings are nearly all of one owner and come by the thousand: theirs tells
    /// only which pages hold nothing of an owner, and costs a push nothing. Called when all resources are in the model.
    /// </summary>
    public static ModelBuilder IndexOwners(this ModelBuilder model)
    {
        foreach (var resource in model.Model.GetEntityTypes().Where(e => typeof(Resource).IsAssignableFrom(e.ClrType)).ToList())
        {
            if (typeof(Reading).IsAssignableFrom(resource.ClrType))
            {
                model.Entity(resource.ClrType).HasIndex(nameof(Resource.Owner)).HasMethod("brin");
            }
            else
            {
                model.Entity(resource.ClrType).HasIndex(nameof(Resource.Owner), nameof(Resource.Key));
            }
        }

        return model;
    }
}

/// <summary>A row that changed something, as it was and as it is.</summary>
public sealed record Change<T>(T? Before, T After)
    where T : Resource
{
    /// <summary>The version that it makes.</summary>
    internal long Version => (Before?.Version ?? 0) + 1;
}
