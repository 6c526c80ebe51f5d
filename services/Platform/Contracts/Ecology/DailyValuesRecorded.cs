namespace Cluster.Contracts.Ecology;

/// <summary>
/// New daily values (日值) of one owner, many in one event. Each is version 1 of its own history, which <see cref="DailyValueReported"/> goes on
/// under the value's key, <c>station.parameter.date</c>.
/// </summary>
public sealed record DailyValuesRecorded(string Owner, IReadOnlyList<RecordedValue> Values);

/// <summary>What <see cref="DailyValueReported"/> says of a value, without what follows from the others.</summary>
public sealed record RecordedValue(
    string Station, string Parameter, DateOnly Date, decimal? Value, string Unit, string Quality, bool Demonstration);
