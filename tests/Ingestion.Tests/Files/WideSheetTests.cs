using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cluster.Ingestion.Files;
using Cluster.Portfolio;
using Cluster.Portfolio.Months;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Tests.Files;

/// <summary>Sheets with a row for each project and a column for each month (宽表), as departments keep them.</summary>
public sealed class WideSheetTests
{
    private static readonly PushProjectMonths Months = new("infrastructure", new PortfolioOptions(), TimeProvider.System);
    private static readonly RowFields Fields = new(Months.RequiredFields, Months.OptionalFields);

    [Theory]
    [InlineData("项目编码,年度,1-1月,1-3月", "p-1,2026,5,30.5")]
    [InlineData("项目编码,年度,1月累计,3月累计", "p-1,2026,5,30.5")]
    [InlineData("项目编码,2026年1月累计完成投资,2026年1-3月", "p-1,5,30.5")]
    [InlineData("key,2026-01 yearToDateWan,2026-03 本年累计完成投资(万元)", "p-1,5,30.5")]
    [InlineData("项目代码,2026年１月本年累计完成投资（亿元）,2026年03月本年累计完成投资（万元）", "p-1,0.0005,30.5")]
    [InlineData("包头市2026年重点项目调度表\n项目,1～1月,1—3月", "p-1,5,30.5")]
    [InlineData("项目编码,本年累计完成投资(万元),\n,2026年1月,2026年3月", "p-1,5,30.5")]
    [InlineData("2026年重点项目,,\n单位:亿元,,\n项目编码,1-1月,1-3月", "p-1,0.0005,0.00305")]
    [InlineData("项目编码,2026年,\n,1月累计,3月累计", "p-1,5,30.5")]
    public void A_month_that_is_a_column_is_a_row_of_its_own(string header, string row)
    {
        var file = Csv($"{header}\n{row}\n");

        Plain(file).ShouldBe(["p-1 2026-01 5", "p-1 2026-03 30.5"]);
        file.Count.ShouldBe(2);
    }

    [Fact]
    public void What_a_row_says_beside_its_months_is_of_the_last_that_is_filled_in()
    {
        var file = Csv("项目编码,形象进度,2026年1-1月,2026年1-2月,2026年1-3月,2026年2月偏差说明\np-1,主体完工,0,12,,冬季停工\np-2,—,,,7,\n合计,,0,12,7,\np-3,未开工,,,,\n");

        Rows(file).ShouldBe(
        [
            """{"month":"2026-01","project":"p-1","yearToDateWan":0}""",
            """{"month":"2026-02","project":"p-1","progress":"主体完工","yearToDateWan":12,"variance":"冬季停工"}""",
            """{"month":"2026-03","project":"p-2","yearToDateWan":7}""",
        ]);
        file.Reading.Columns["month"].ShouldBe("C:F");
        file.Reading.Columns["yearToDateWan"].ShouldBe("C:E");
        file.Reading.Columns["variance"].ShouldBe("F");
        file.Reading.Skipped.Select(s => s.Reason).ShouldBe(["subtotal"]);
    }

    [Fact]
    public void Months_below_two_years_are_of_the_one_above_them() =>
        Plain(Csv("项目编码,2025年,2026年\n,1-12月,1-1月\np-1,100,5\n")).ShouldBe(["p-1 2025-12 100", "p-1 2026-01 5"]);

    [Fact]
    public void A_field_that_is_merged_over_months_ends_at_the_next_column_that_is_none()
    {
        var file = Csv("项目编码,本年累计完成投资(万元),备注,\n,2026年1月,,2026年3月\np-1,5,x,30.5\n");

        Plain(file).ShouldBe(["p-1 2026-01 5"]);
        file.Reading.IgnoredColumns.ShouldContain("2026年3月");
    }

    [Fact]
    public void A_sheet_with_a_column_for_the_month_is_none_whatever_else_its_headings_say() =>
        Rows(Csv("项目编码,月份,本年累计完成投资,2026年1-3月\np-1,2026-04,40,30\n")).ShouldBe(["""{"project":"p-1","month":"2026-04","yearToDateWan":40}"""]);

    [Fact]
    public void A_column_of_a_field_s_own_name_goes_before_one_that_is_only_called_like_it()
    {
        var file = Csv("项目编码,项目代码,项目,2026年1-1月\na,b,c,1\n");

        Rows(file).ShouldBe(["""{"month":"2026-01","project":"c","yearToDateWan":1}"""]);
        file.Reading.IgnoredColumns.ShouldBe(["项目编码", "项目代码"]);
        Rows(Csv("项目代码,项目编码,2026年1-1月\na,b,1\n")).ShouldBe(["""{"month":"2026-01","project":"b","yearToDateWan":1}"""]);
    }

    [Theory]
    [InlineData("项目编码,1-1月,1-3月", "month-without-year")]
    [InlineData("2025年、2026年项目\n项目编码,1-1月,1-3月", "month-without-year")]
    [InlineData("项目编码,年度,1月,3月", "month-figure-unsaid")]
    [InlineData("项目编码,年度,1月(万元),3月(万元)", "month-figure-unsaid")]
    [InlineData("项目编码,年度,1-3月,1～3月", "column-twice")]
    [InlineData("项目名称,年度,1-1月,1-3月", "columns-missing")]
    [InlineData("项目编码,年度,当月,13月", "header-not-found")]
    [InlineData("项目编码,2026年1-3月(公里)", "unit-differs")]
    public void A_header_that_leaves_open_what_its_months_are_is_refused(string header, string code) =>
        Refused(() => Csv($"{header}\np-1,2026,1,2\n")).ShouldBe(code);

    /// <summary>A year that is none reaches the rule of the month's field.</summary>
    [Fact]
    public void The_year_of_a_row_may_differ_from_row_to_row() =>
        Rows(Csv("项目编码,年度,1-1月\np-1,2025,3\np-1,2026,4\np-2,去年,5\n")).ShouldBe(
        [
            """{"month":"2025-01","project":"p-1","yearToDateWan":3}""",
            """{"month":"2026-01","project":"p-1","yearToDateWan":4}""",
            """{"month":"去年-01","project":"p-2","yearToDateWan":5}""",
        ]);

    [Fact]
    public void A_fault_is_shown_in_the_column_of_its_month()
    {
        var file = Csv("项目编码,2026年1-1月,2026年1-2月\np-1,1,二\np-2,,2\n");

        Rows(file).ShouldBe(
        [
            """{"month":"2026-01","project":"p-1","yearToDateWan":1}""",
            """{"month":"2026-02","project":"p-1","yearToDateWan":"二"}""",
            """{"month":"2026-02","project":"p-2","yearToDateWan":2}""",
        ]);
        file.Parts().Single().Columns.ShouldBe(["B", "C", "C"]);
        file.Places().Select(p => (p("yearToDateWan"), p("project"), p("month"))).ShouldBe([(1, 0, 1), (2, 0, 2), (2, 0, 2)]);
    }

    [Fact]
    public void As_many_rows_as_its_months_make_count_against_the_limit() =>
        Should.Throw<RefusedException>(() => FileRows.Of(CsvFile.Open(Stream("项目编码,2026年1-1月,2026年1-2月\na,1,2\nb,1,2\n"), null), Fields, rowsMax: 3));

    [Fact]
    public void A_header_of_two_rows_ends_below_the_second_for_a_resource_that_has_no_months()
    {
        var file = FileRows.Of(CsvFile.Open(Stream("项目,年度,本年累计完成投资(万元),\n,,1月,2月\np-1,2026,1,2\n"), null), new RowFields(Years.RequiredFields, Years.OptionalFields));

        Rows(file).ShouldBe(["""{"project":"p-1","year":2026}"""]);
    }

    private static readonly Cluster.Portfolio.Years.PushProjectYears Years = new("infrastructure", TimeProvider.System);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string[] Rows(FileRows file) =>
        [.. file.Parts().SelectMany(part => part.Rows.Select(row => JsonSerializer.Serialize(row, Readable)).ToArray())];

    private static FileRows Csv(string text) => FileRows.Of(CsvFile.Open(Stream(text), null), Fields);

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Refused(Func<FileRows> read) => (string)Should.Throw<RefusedException>(() => read().Rows()).Problem.Extensions["code"]!;

    private static string[] Plain(FileRows file) =>
    [
        .. file.Parts().SelectMany(part => part.Rows.Select(row =>
            $"{row.GetProperty("project")} {row.GetProperty("month")} {row.GetProperty("yearToDateWan").GetDecimal():0.######}").ToArray()),
    ];
}
