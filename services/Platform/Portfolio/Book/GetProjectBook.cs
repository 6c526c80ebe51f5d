using System.Runtime.CompilerServices;
using System.Text.Json;
using Cluster.Contracts.Portfolio;
using Cluster.Ingestion;
using Cluster.Ingestion.Files;
using Cluster.Messaging;
using Cluster.Portfolio.Months;
using Cluster.Portfolio.Projects;
using Cluster.Portfolio.Years;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cluster.Portfolio.Book;

/// <summary>
/// The wide sheet of a year (项目宽表): one row a project, with its plan of the year and a column for each month. What it says can be filled in and
/// sent to projects, project-years and project-months, each of which takes its own columns; sent back as it is it changes nothing.
/// </summary>
internal static class GetProjectBook
{
    private const int MonthsOfYear = 12;
    private const int PartRows = 500;

    public static void MapProjectBook<TContext>(this RouteGroupBuilder api, string service, PushProjects projects, PushProjectYears years)
        where TContext : DbContext =>
        api.MapGet("project-book/{year:int:min(2000):max(2100)}", (HttpContext context, EventLog log, TimeProvider time, int year, CancellationToken cancellation) =>
            Send(new ProjectBook(projects, years, year), service, context, context.RequestServices.GetRequiredService<TContext>(), log, time, cancellation)).WithSummary("项目宽表：一行一个项目，各月为列 The wide sheet of a year: a row a project, a column a month")
            .Produces<Stream>(contentType: FileExport.WorkbookType);

    private static Task Send(
        ProjectBook book, string service, HttpContext context, DbContext db, EventLog log, TimeProvider time, CancellationToken cancellation) =>
        FileExport.Send(context, service, "project-book", book.Columns, book.Rows(db, context.User.SeesOnly(), cancellation), log, time, cancellation);

    private sealed class ProjectBook
    {
        private readonly PushProjects _projects;
        private readonly PushProjectYears _years;
        private readonly int _year;
        private readonly List<Field> _ofProject;
        private readonly List<Field> _ofYear;

        public ProjectBook(PushProjects projects, PushProjectYears years, int year)
        {
            (_projects, _years, _year) = (projects, years, year);
            _ofProject = [.. projects.RequiredFields, .. projects.OptionalFields];
            _ofYear = [.. years.RequiredFields.Concat(years.OptionalFields).Where(f => f != ProjectPart.Named)];
            Columns =
            [
                .. _ofProject.Select(f => new ExportColumn(f, projects.RequiredFields.Contains(f))),
                .. _ofYear.Select(f => new ExportColumn(f, years.RequiredFields.Contains(f))),
                .. Enumerable.Range(1, MonthsOfYear).Select(month => new ExportColumn(
                    PushProjectMonths.YearToDate, IsRequired: false, $"{year}年{month}月{PushProjectMonths.YearToDate.Zh}({PushProjectMonths.YearToDate.Unit})")),
            ];
        }

        public IReadOnlyList<ExportColumn> Columns { get; }

        /// <summary>The projects of the year's pool, in parts, so that of all of them only the keys are in memory at once.</summary>
        public async IAsyncEnumerable<IReadOnlyList<JsonElement>> Rows(DbContext db, string? owner, [EnumeratorCancellation] CancellationToken cancellation)
        {
            var pool = await db.Set<ProjectYear>().AsNoTracking()
                .Where(y => y.Year == _year && (owner == null || y.Owner == owner))
                .OrderBy(y => y.Project).Select(y => y.Project).ToListAsync(cancellation);
            var (from, to) = (new DateOnly(_year, 1, 1), new DateOnly(_year, MonthsOfYear, 1));
            foreach (var keys in pool.Chunk(PartRows))
            {
                var projects = await db.Set<Project>().AsNoTracking().Where(p => keys.Contains(p.Key)).ToDictionaryAsync(p => p.Key, cancellation);
                var years = await db.Set<ProjectYear>().AsNoTracking()
                    .Where(y => y.Year == _year && keys.Contains(y.Project)).ToDictionaryAsync(y => y.Project, cancellation);
                var months = (await db.Set<ProjectMonth>().AsNoTracking()
                    .Where(m => keys.Contains(m.Project) && m.Month >= from && m.Month <= to)
                    .Select(m => new { m.Project, m.Month, m.YearToDateWan }).ToListAsync(cancellation)).ToLookup(m => m.Project);
                foreach (var key in keys)
                {
                    var figures = months[key].ToDictionary(m => m.Month.Month, m => m.YearToDateWan);
                    yield return
                    [
                        .. ValuesOf(_projects.Describe(projects[key]), _ofProject),
                        .. ValuesOf(_years.Describe(years[key]), _ofYear),
                        .. Enumerable.Range(1, MonthsOfYear).Select(month => figures.TryGetValue(month, out var figure) ? JsonSerializer.SerializeToElement(figure) : default),
                    ];
                }
            }
        }

        private static IEnumerable<JsonElement> ValuesOf<TEvent>(TEvent described, IEnumerable<Field> fields)
        {
            var told = JsonSerializer.SerializeToElement(described, EventJson.Options);
            return fields.Select(f => told.TryGetProperty(f.Name, out var value) ? value : default);
        }
    }
}
