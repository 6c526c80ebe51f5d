using System.Text.Json;
using Cluster.Contracts;
using Cluster.Coordination.Calendar;
using Cluster.Coordination.Reporting;
using FsCheck.Xunit;

namespace Cluster.Coordination.Tests.Reporting;

[Properties(MaxTest = 400, Arbitrary = [typeof(AnyReporting)])]
public sealed class ReportingProperties
{
    [Property]
    public void The_matrix_is_a_function_of_the_facts_whatever_order_they_came_in_and_however_often(AnyReporting.Given given)
    {
        var random = new Random(given.Seed);
        var other = new ReportingFacts
        {
            Roles = Again(given.Facts.Roles), Items = Again(given.Facts.Items), Parts = Again(given.Facts.Parts), Allowances = Again(given.Facts.Allowances),
        };

        Text(given.CellsOf(other, given.AsOf)).ShouldBe(Text(given.Cells));
        Scene.Matrix(other).NextMoment(given.Period, given.AsOf).ShouldBe(Scene.Matrix(given.Facts).NextMoment(given.Period, given.AsOf));

        T[] Again<T>(IReadOnlyList<T> list)
        {
            T[] twice = [.. list, .. list.Where(_ => random.Next(2) == 0)];
            random.Shuffle(twice);
            return twice;
        }
    }

    [Property]
    public void What_comes_to_be_known_later_changes_no_moment_before(AnyReporting.Given given) =>
        Text(given.CellsOf(given.Facts.KnownAt(given.AsOf), given.AsOf)).ShouldBe(Text(given.Cells));

    [Property]
    public void Rates_are_between_nothing_and_all_and_their_parts_add_up(AnyReporting.Given given)
    {
        var rates = ReportingRates.Of(given.Cells, given.AsOf);

        foreach (var percent in new[] { rates.CompletePercent, rates.NoChangePercent, rates.InTimePercent }.OfType<decimal>())
        {
            percent.ShouldBeInRange(0, 100);
        }

        new[] { rates.Missing, rates.Overdue, rates.Complete, rates.NoChange, rates.InTime, rates.Late, rates.Excused }.ShouldAllBe(n => n >= 0);
        rates.Overdue.ShouldBe(given.Cells.Count(c => c.State is ReportingState.Overdue or ReportingState.OverdueExcused));
    }

    /// <summary>Looked at every six hours, without any of the moments that the matrix reckons with.</summary>
    [Property(MaxTest = 100)]
    public void Between_now_and_the_next_moment_no_state_changes(AnyReporting.Given given)
    {
        var known = given.Facts.KnownAt(given.AsOf);
        var next = Scene.Matrix(known).NextMoment(given.Period, given.AsOf)?.At ?? given.AsOf.AddDays(400);
        var now = States(given.CellsOf(known, given.AsOf));
        for (var moment = given.AsOf; moment < next; moment = moment.AddHours(moment < given.AsOf.AddDays(40) ? 6 : 240))
        {
            States(given.CellsOf(known, moment)).ShouldBe(now);
        }

        States(given.CellsOf(known, next.AddTicks(-1))).ShouldBe(now);
    }

    /// <summary>A second reckoning, day by day and without a word of the first.</summary>
    [Property]
    public void Who_owes_is_who_led_on_a_day_of_the_period_or_implements_what_nobody_led(AnyReporting.Given given)
    {
        var roles = given.Facts.KnownAt(given.AsOf).Roles;
        HashSet<(string, string)> owing = [];
        foreach (var task in roles.Select(r => r.Task).Distinct())
        {
            var leading = Holding(task, TaskRole.Lead);
            owing.UnionWith((leading.Count > 0 ? leading : Holding(task, TaskRole.Implementer)).Select(o => (task, o)));
        }

        given.Cells.Where(c => c.Organisation is not null).Select(c => (c.Task, c.Organisation!)).ShouldBe(owing, ignoreOrder: true);

        HashSet<string> Holding(string task, TaskRole role)
        {
            HashSet<string> holders = [];
            for (var day = given.Period.FirstDay; day <= given.Period.LastDay; day = day.AddDays(1))
            {
                holders.UnionWith(roles.Where(r => r.Task == task && r.Role == role && r.On <= day).GroupBy(r => r.Organisation)
                    .Where(own => own.OrderBy(r => r.On).ThenBy(r => r.KnownAt).ThenBy(r => r.Version).Last().IsHeld).Select(own => own.Key));
            }

            return holders;
        }
    }

    [Property]
    public void A_report_is_open_whenever_it_is_excused_and_each_cell_has_its_sentence(AnyReporting.Given given)
    {
        var cycle = new ReportingCycle(Rhythms.Of(Rhythms.Default), given.Period, WorkingDays.Published);
        foreach (var cell in given.Cells)
        {
            var sentence = CellSentence.Of(cell);
            sentence.En.ShouldNotBeNullOrWhiteSpace();
            sentence.Zh.ShouldContain(cell.Task);
            if (cell.State == ReportingState.OverdueExcused)
            {
                Closing.Of(cycle, cell.Task, cell.Organisation!, given.Facts, given.AsOf).ShouldBeNull();
            }
        }
    }

    private static string Text(IReadOnlyList<ReportingCell> cells) => JsonSerializer.Serialize(cells);

    private static List<(string, string?, ReportingState)> States(IReadOnlyList<ReportingCell> cells) =>
        [.. cells.Select(c => (c.Task, c.Organisation, c.State))];
}
