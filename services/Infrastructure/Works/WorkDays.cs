using Cluster.Ingestion;

namespace Cluster.Infrastructure.Works;

/// <summary>
/// What must hold of a work's days: none lies ahead, none is of something that its status says has not happened, and it is started before it
/// is completed and completed before it is used. A day may be unknown.
/// </summary>
public static class WorkDays
{
    /// <summary>In the order in which they come, each with the first status that has it.</summary>
    private static readonly (DateField Field, Func<Work, DateOnly?> Day, WorkStatus From)[] Steps =
    [
        (WorkFields.StartedOn, w => w.StartedOn, WorkStatus.UnderConstruction),
        (WorkFields.CompletedOn, w => w.CompletedOn, WorkStatus.Completed),
        (WorkFields.InServiceOn, w => w.InServiceOn, WorkStatus.InService),
    ];

    public static List<Fault> Judge(Work work, DateOnly today)
    {
        var faults = new List<Fault>();
        if (work.StatusDate > today)
        {
            faults.Add(Ahead(WorkFields.StatusDate, work.StatusDate));
        }

        (DateField Field, DateOnly Day)? last = null;
        foreach (var (field, dayOf, from) in Steps)
        {
            if (dayOf(work) is not { } day)
            {
                continue;
            }

            if (work.Status < from)
            {
                var status = Work.Statuses.WordOf(work.Status);
                faults.Add(Fault.Of(field.Name, InfrastructureRefusals.DayBeforeStatus, status.Zh, field.Zh, status.Code, field.En));
            }
            else if (day > today)
            {
                faults.Add(Ahead(field, day));
            }
            else if (last is { } before && day < before.Day)
            {
                faults.Add(Fault.Of(
                    field.Name, InfrastructureRefusals.DaysOutOfOrder, field.Zh, $"{day:yyyy-MM-dd}", before.Field.Zh, $"{before.Day:yyyy-MM-dd}", field.En, before.Field.En));
            }

            last = (field, day);
        }

        return faults;
    }

    private static Fault Ahead(DateField field, DateOnly day) =>
        Fault.Of(field.Name, InfrastructureRefusals.DayInFuture, field.Zh, $"{day:yyyy-MM-dd}", field.En);
}
