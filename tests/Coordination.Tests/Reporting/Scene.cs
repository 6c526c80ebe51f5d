using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Tests.Reporting;

/// <summary>Departments and tasks as the tests need them. The third quarter of 2025 is due on 2025-10-21.</summary>
internal static class Scene
{
    public const string T21 = "T21";
    public const string Lead = "市交通运输局";
    public const string Other = "市发改委";

    public static readonly Period Quarter2 = Period.Parse("2025Q2");
    public static readonly Period Quarter3 = Period.Parse("2025Q3");
    public static readonly Period Quarter4 = Period.Parse("2025Q4");

    public static readonly ReportingCycle Cycle = new(Rhythms.Of(Rhythms.Default), Quarter3, WorkingDays.Published);

    private static readonly DateTimeOffset Long = At("2021-01-01");

    /// <summary>One lead since the beginning, and nothing received.</summary>
    public static readonly ReportingFacts Led = new() { Roles = [Role(Lead, TaskRole.Lead, "2021-01-01")] };

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    /// <param name="text">A day, or a day and a time, in Asia/Shanghai.</param>
    public static DateTimeOffset At(string text)
    {
        var local = text.Length > 10 ? DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", null) : Day(text).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, CityTime.Zone.GetUtcOffset(local));
    }

    public static RoleChange Role(string organisation, TaskRole role, string on, bool isHeld = true, string task = T21, long version = 1) =>
        new(task, organisation, role, Day(on), isHeld, Long, version);

    public static OwedItem Item(string item, string? organisation = null, string since = "2021-01-01", string? until = null) =>
        new(T21, item, organisation, Day(since), until is null ? null : Day(until), Long);

    public static ReceivedPart Part(
        string at, decimal? figure = null, string? words = null, bool isNoChange = false, string item = OwedItems.Progress, string organisation = Lead,
        Period? period = null) => new(T21, organisation, item, period ?? Quarter3, figure, words, isNoChange, At(at), 1);

    public static Allowance Allow(string at, string until, string organisation = Lead, ReportingCycle? cycle = null) =>
        Allowance.Grant(cycle ?? Cycle, organisation, "系统迁移", "张三", At(at), Day(until)).Allowance!;

    public static ReportingMatrix Matrix(ReportingFacts facts) => new(facts, Rhythms.Of(Rhythms.Default), WorkingDays.Published);

    public static ReportingCell Cell(ReportingFacts facts, string asOf, string organisation = Lead) =>
        Matrix(facts).Of(Quarter3, At(asOf)).Single(c => c.Organisation == organisation);

    public static string State(ReportingFacts facts, string asOf, string organisation = Lead) =>
        ReportingCodes.States.Write(Cell(facts, asOf, organisation).State);
}
