namespace Cluster.Contracts.Portfolio;

/// <summary>A problem of a project (存在问题) was raised, changed, solved or reopened. Whether it is overdue follows from its limit and the day.</summary>
/// <param name="Project">The project's key.</param>
/// <param name="Kind">What stands in the way: land, funds, permits and others.</param>
/// <param name="DueOn">The day until which it is to be solved.</param>
/// <param name="Level">Who has to co-ordinate it: unit, district, city or region (自治区).</param>
/// <param name="Solution">How it was solved; null as long as it is open.</param>
/// <param name="Reopenings">How often it was solved and came back.</param>
/// <param name="ReopenReason">Why it was reopened the last time.</param>
public sealed record ProblemReported(
    string Key, string Owner, string Project, string What, string Kind, string ResponsibleUnit, DateOnly DueOn, string Level, DateOnly RaisedOn,
    DateOnly? SolvedOn, string? Solution, long Reopenings, string? ReopenReason, string? Note);
