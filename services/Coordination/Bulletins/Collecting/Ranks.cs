namespace Cluster.Coordination.Bulletins.Collecting;

/// <summary>Places in a ranking (位次): the highest is first; equal ones share a place and the next is skipped, 1 2 2 4. What has no value has no place.</summary>
public static class Ranks
{
    public static IReadOnlyList<int?> Of(IReadOnlyList<decimal?> values)
    {
        var places = values.OfType<decimal>().Order().Reverse().Select((value, index) => (value, Place: index + 1)).DistinctBy(v => v.value)
            .ToDictionary(v => v.value, v => v.Place);
        return [.. values.Select(value => value is { } given ? places[given] : (int?)null)];
    }
}
