using Cluster.Infrastructure.Water;
using Cluster.Infrastructure.Works;

namespace Cluster.Infrastructure.Tests.Works;

public sealed class WorkDaysTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Theory]
    [InlineData(WorkStatus.InService, "2024-04-01", "2025-09-30", "2026-03-01", "")]
    [InlineData(WorkStatus.InService, null, null, null, "")] // long ago
    [InlineData(WorkStatus.InService, "2024-04-01", "2024-04-01", "2024-04-01", "")]
    [InlineData(WorkStatus.UnderConstruction, "2024-04-01", null, null, "")]
    [InlineData(WorkStatus.Preparation, "2024-04-01", null, null, "startedOn:day-before-status")]
    [InlineData(WorkStatus.UnderConstruction, "2024-04-01", "2025-09-30", null, "completedOn:day-before-status")]
    [InlineData(WorkStatus.Completed, "2024-04-01", "2025-09-30", "2025-10-01", "inServiceOn:day-before-status")]
    [InlineData(WorkStatus.Completed, "2025-10-01", "2025-09-30", null, "completedOn:days-out-of-order")]
    [InlineData(WorkStatus.InService, null, "2025-09-30", "2025-09-29", "inServiceOn:days-out-of-order")]
    [InlineData(WorkStatus.InService, "2025-10-01", null, "2025-09-30", "inServiceOn:days-out-of-order")]
    [InlineData(WorkStatus.InService, "2025-10-01", null, "2026-03-02", "inServiceOn:day-in-future")]
    [InlineData(WorkStatus.Planned, "2026-03-02", "2026-04-01", null, "startedOn:day-before-status|completedOn:day-before-status")]
    public void A_day_has_come_fits_the_status_and_follows_the_one_before(
        WorkStatus status, string? started, string? completed, string? inService, string faults)
    {
        var work = new Reservoir
        {
            Key = "any", Owner = "市水务局", Scale = ReservoirScale.Medium, Status = status, StatusDate = Today, StartedOn = Day(started),
            CompletedOn = Day(completed), InServiceOn = Day(inService),
        };

        string.Join('|', WorkDays.Judge(work, Today).Select(f => $"{f.Field}:{f.Code}")).ShouldBe(faults);
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
