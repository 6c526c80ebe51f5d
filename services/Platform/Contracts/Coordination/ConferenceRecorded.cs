namespace Cluster.Contracts.Coordination;

/// <summary>A meeting of the joint conference (联席会议) was planned or recorded.</summary>
/// <param name="Key">2026-3.</param>
/// <param name="Series">联席会议, 专题会议: meetings of a series are numbered by themselves.</param>
/// <param name="HeldOn">The day of the meeting, planned or past.</param>
public sealed record ConferenceRecorded(string Key, string Series, int Number, DateOnly HeldOn, string? Place, string? Chair);
