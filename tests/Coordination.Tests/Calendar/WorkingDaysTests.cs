using Cluster.Coordination.Calendar;

namespace Cluster.Coordination.Tests.Calendar;

public sealed class WorkingDaysTests
{
    private static readonly WorkingDays Published = WorkingDays.Published;

    /// <summary>Every day of 2024 to 2026 in the published calendar.</summary>
    private static readonly List<(DateOnly Day, bool IsWorking)> EveryDay =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "workdays-2024-2026.csv")).Skip(1).Select(line => line.Split(','))
            .Select(cells => (Day(cells[0]), cells[2] == "1")),
    ];

    [Fact]
    public void Every_day_of_the_published_calendar_is_as_it_says()
    {
        EveryDay.Count.ShouldBe(1_096);
        EveryDay.Where(d => Published.On(d.Day).IsWorking != d.IsWorking).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2020, 249)]
    [InlineData(2021, 250)]
    [InlineData(2022, 249)]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void A_year_has_as_many_working_days_as_published(int year, int expected) =>
        Published.Between(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)).ShouldBe(expected);

    /// <summary>The three notices as government-standards §10 has them.</summary>
    [Theory]
    [InlineData(2024, "1-1;2-10–2-17;4-4–4-6;5-1–5-5;6-10;9-15–9-17;10-1–10-7", "2-4;2-18;4-7;4-28;5-11;9-14;9-29;10-12")]
    [InlineData(2025, "1-1;1-28–2-4;4-4–4-6;5-1–5-5;5-31–6-2;10-1–10-8", "1-26;2-8;4-27;9-28;10-11")]
    [InlineData(2026, "1-1–1-3;2-15–2-23;4-4–4-6;5-1–5-5;6-19–6-21;9-25–9-27;10-1–10-7", "1-4;2-14;2-28;5-9;9-20;10-10")]
    public void Holidays_and_make_up_days_are_those_of_the_notice(int year, string holidays, string makeUps)
    {
        var notice = PublishedNotices.All.Single(n => n.Year == year).Days.Values;

        notice.Where(d => !d.IsWorking).Select(d => d.Day).Order().ShouldBe(holidays.Split(';').SelectMany(r => Range(year, r)));
        notice.Where(d => d.IsWorking).Select(d => d.Day).Order().ShouldBe(makeUps.Split(';').SelectMany(r => Range(year, r)));
    }

    [Theory]
    [InlineData("2025-07-09", 5, Counting.FromNextDay, "2025-07-16")]
    [InlineData("2025-07-10", 5, Counting.FromSameDay, "2025-07-16")] // published
    [InlineData("2019-11-04", 10, Counting.FromSameDay, "2019-11-15")] // published
    [InlineData("2020-04-02", 10, Counting.FromSameDay, "2020-04-16")] // published as 04-15, which forgot the holiday of 6 April
    [InlineData("2024-12-31", 10, Counting.FromNextDay, "2025-01-15")]
    [InlineData("2025-03-31", 10, Counting.FromNextDay, "2025-04-15")]
    [InlineData("2025-06-30", 10, Counting.FromNextDay, "2025-07-14")]
    [InlineData("2025-09-30", 10, Counting.FromNextDay, "2025-10-21")]
    [InlineData("2025-12-31", 10, Counting.FromNextDay, "2026-01-15")]
    [InlineData("2025-01-27", 1, Counting.FromNextDay, "2025-02-05")]
    [InlineData("2025-04-26", 1, Counting.FromNextDay, "2025-04-27")] // a Sunday that is worked
    [InlineData("2025-12-30", 2, Counting.FromNextDay, "2026-01-04")]
    public void A_term_ends_on_its_last_working_day(string from, int days, Counting counting, string last) =>
        Published.Count(Day(from), days, counting).LastDay.ShouldBe(Day(last));

    [Fact]
    public void In_a_year_without_a_notice_weekends_count_and_the_answer_is_provisional_until_it_is_loaded()
    {
        var before = Published.Count(Day("2026-12-31"), 10);
        var (notice, _) = WorkdayNotice.Of(2027, 1, [Off("2027-01-01"), Off("2027-01-02"), Off("2027-01-03")]);
        var after = Published.With(notice!).Count(Day("2026-12-31"), 10);

        (before.LastDay, before.IsProvisional).ShouldBe((Day("2027-01-14"), true));
        before.MissingNotices.ShouldBe([2027]);
        (after.LastDay, after.IsProvisional).ShouldBe((Day("2027-01-15"), false));
    }

    [Fact]
    public void The_last_days_of_a_year_wait_for_the_notice_of_the_next()
    {
        Published.On(Day("2026-12-24")).MissingNotice.ShouldBeNull();
        Published.On(Day("2026-12-25")).MissingNotice.ShouldBe(2027);
        Published.On(Day("2027-01-01")).MissingNotice.ShouldBe(2027);
        Published.On(Day("2025-12-31")).MissingNotice.ShouldBeNull();
        EveryDay.Count(d => Published.On(d.Day).MissingNotice is not null).ShouldBe(7);
    }

    [Fact]
    public void A_notice_moves_the_last_days_of_the_year_before_as_that_of_2019_did()
    {
        var (of2018, _) = WorkdayNotice.Of(2018, 1, [Off("2018-01-01")]);
        var (of2019, _) = WorkdayNotice.Of(2019, 1, [new(Day("2018-12-29"), true, "元旦"), Off("2018-12-30"), Off("2018-12-31"), Off("2019-01-01")]);
        var calendar = new WorkingDays([of2018!, of2019!]);

        (calendar.On(Day("2018-12-29")).IsWorking, calendar.On(Day("2018-12-31")).IsWorking).ShouldBe((true, false));
        var term = calendar.Count(Day("2018-12-28"), 1);
        (term.LastDay, term.IsProvisional).ShouldBe((Day("2018-12-29"), false));
    }

    [Fact]
    public void An_amended_notice_replaces_the_earlier_one_whichever_comes_first()
    {
        var (first, _) = WorkdayNotice.Of(2030, 1, [Off("2030-01-01")]);
        var (amended, _) = WorkdayNotice.Of(2030, 2, [Off("2030-01-01"), Off("2030-01-02")]);

        new WorkingDays([first!, amended!]).On(Day("2030-01-02")).IsWorking.ShouldBeFalse();
        new WorkingDays([amended!, first!]).On(Day("2030-01-02")).IsWorking.ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "workday-notice-empty")]
    [InlineData("2029-12-24", "workday-notice-outside-year")]
    [InlineData("2031-01-01", "workday-notice-outside-year")]
    [InlineData("2030-01-01;2030-01-01 worked", "workday-notice-day-twice")]
    [InlineData("2030-01-01;2030-01-01;2029-12-25", null)]
    public void A_notice_is_about_its_year_and_says_each_day_once(string days, string? code)
    {
        var (notice, faults) = WorkdayNotice.Of(
            2030, 1, days.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(d => new NoticeDay(Day(d[..10]), d.Length > 10, "元旦")));

        faults.Select(f => f.Code).ShouldBe(code is null ? [] : [code]);
        (notice is null).ShouldBe(code is not null);
    }

    [Fact]
    public void A_term_says_how_it_was_counted()
    {
        var said = Published.Count(Day("2025-09-30"), 10).Say();
        var provisional = Published.Count(Day("2026-12-31"), 1).Say();

        said.Zh.ShouldBe("自2025-09-30次日起第10个工作日为2025-10-21，2025-10-01、2025-10-02、2025-10-03、2025-10-06、2025-10-07、2025-10-08放假不计，2025-10-11调休上班计入");
        said.En.ShouldBe("working day 10, counted from the day after 2025-09-30, is 2025-10-21; off: 2025-10-01, 2025-10-02, 2025-10-03, 2025-10-06, "
            + "2025-10-07, 2025-10-08; worked: 2025-10-11");
        provisional.Zh.ShouldBe("自2026-12-31次日起第1个工作日为2027-01-01，2027年放假通知未载入，暂按周末推算");
        provisional.En.ShouldBe(
            "working day 1, counted from the day after 2026-12-31, is 2027-01-01; provisional, by weekends, until the notice of 2027 is loaded");
    }

    private static IEnumerable<DateOnly> Range(int year, string range)
    {
        var ends = range.Split('–').Select(end => end.Split('-').Select(int.Parse).ToArray()).Select(p => new DateOnly(year, p[0], p[1])).ToArray();
        return Enumerable.Range(0, ends[^1].DayNumber - ends[0].DayNumber + 1).Select(ends[0].AddDays);
    }

    private static NoticeDay Off(string day) => new(Day(day), IsWorking: false, "元旦");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
