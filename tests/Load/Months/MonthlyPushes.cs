using System.Text.Json;
using Cluster.Load.Measuring;
using Cluster.Load.Stack;

namespace Cluster.Load.Months;

/// <summary>R9: a department reports on all of its projects, month after month, 500 a call; every month is held against those before it.</summary>
internal sealed class MonthlyPushes(Door door) : Contender(RowsPerCall, Senders, CallsPerMonth)
{
    public const int Projects = 20_000;
    public const int RowsPerCall = 500;
    public const int CallsPerMonth = Projects / RowsPerCall;

    private const int Senders = 4;
    private const int PlannedWan = 12_000;
    private static readonly DateOnly FirstMonth = new(2023, 1, 1);

    private int _calls;

    /// <summary>The projects and their plans for the years that the months are of.</summary>
    public async Task PushProjects(int months)
    {
        foreach (var numbers in Enumerable.Range(0, Projects).Chunk(RowsPerCall))
        {
            await door.Push(PreparedPush.Batch("/api/infrastructure/projects/batch", JsonBody.Batch(numbers, WriteProject), $"\"created\":{RowsPerCall},"));
            for (var year = FirstMonth.Year; year <= FirstMonth.AddMonths(months - 1).Year; year++)
            {
                var of = year;
                await door.Push(PreparedPush.Batch(
                    "/api/infrastructure/project-years/batch", JsonBody.Batch(numbers, (number, writer) => WriteYear(number, of, writer)), $"\"created\":{RowsPerCall},"));
            }
        }
    }

    protected override Func<int, Task>[] MakeReady(int calls) => [.. Enumerable.Range(0, calls).Select(_ => MakeReady())];

    private Func<int, Task> MakeReady()
    {
        var (month, part) = Math.DivRem(_calls++, CallsPerMonth);
        var body = JsonBody.Batch(
            Enumerable.Range(part * RowsPerCall, RowsPerCall), (number, writer) => WriteMonth(number, FirstMonth.AddMonths(month), writer));
        var push = PreparedPush.Batch("/api/infrastructure/project-months/batch", body, $"\"created\":{RowsPerCall},");
        return _ => door.Push(push);
    }

    private static string KeyOf(int project) => $"bench-project-{project:00000}";

    private static void WriteProject(int number, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("key", KeyOf(number));
        writer.WriteString("name", $"压测项目{number}");
        writer.WriteString("unit", "压测项目单位");
        writer.WriteStartArray("counties");
        writer.WriteStringValue($"15020{2 + (number % 6)}");
        if (number % 10 == 0)
        {
            writer.WriteStringValue("150221");
        }

        writer.WriteEndArray();
        writer.WriteString("chain", $"产业链{number % 12}");
        writer.WriteString("stage", "building");
        writer.WriteString("startedOn", "2022-10-01");
        writer.WriteNumber("totalWan", 50_000);
        writer.WriteEndObject();
    }

    private static void WriteYear(int number, int year, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("project", KeyOf(number));
        writer.WriteNumber("year", year);
        writer.WriteString("category", number % 3 == 0 ? "continued" : "new");
        writer.WriteNumber("plannedWan", PlannedWan);
        writer.WriteEndObject();
    }

    /// <summary>On its schedule, so that no words are asked for.</summary>
    private static void WriteMonth(int number, DateOnly month, Utf8JsonWriter writer)
    {
        var yearToDate = month.Month * PlannedWan / 12;
        writer.WriteStartObject();
        writer.WriteString("project", KeyOf(number));
        writer.WriteString("month", month.ToString("yyyy-MM"));
        writer.WriteNumber("yearToDateWan", yearToDate);
        writer.WriteNumber("sinceStartWan", ((month.Year - FirstMonth.Year) * PlannedWan) + yearToDate);
        writer.WriteNumber("inPlaceWan", yearToDate);
        writer.WriteNumber("paidWan", yearToDate / 2);
        writer.WriteString("progress", "主体工程施工，完成路基土石方");
        writer.WriteEndObject();
    }
}
