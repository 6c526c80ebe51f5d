using Refit;

namespace Cluster.Client;

/// <summary>The plan, its progress, and the office's views (统筹协调).</summary>
public interface ICoordinationApi
{
    /// <summary>What the office sees first: where the tasks stand, who has reported, which targets are met, how fresh each part is.</summary>
    [Get("/api/coordination/overview")]
    Task<Overview> GetOverview(CancellationToken cancellation = default);

    /// <summary>Tasks with where they stand, in the plan's order, at most 500 a page.</summary>
    [Get("/api/coordination/tasks")]
    Task<Page<TaskView>> ListTasks(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>One task with its targets, its reports and how each target stands.</summary>
    /// <param name="id">T01 and on.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Get("/api/coordination/tasks/{id}")]
    Task<TaskDetail> GetTask(string id, CancellationToken cancellation = default);

    /// <summary>Registers organisations with their aliases; role office.</summary>
    [Post("/api/coordination/organisations/batch")]
    Task<BatchResult> PushOrganisations([Body] BatchRequest<Organisation> batch, CancellationToken cancellation = default);

    /// <summary>Registers one organisation; role office.</summary>
    [Put("/api/coordination/organisations/{key}")]
    Task<RowResult> PutOrganisation(string key, [Body] Organisation row, CancellationToken cancellation = default);

    /// <summary>Organisations in the order of their short names, at most 500 a page.</summary>
    [Get("/api/coordination/organisations")]
    Task<Page<Organisation>> ListOrganisations(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>Records plans and their periods; role office.</summary>
    [Post("/api/coordination/plans/batch")]
    Task<BatchResult> PushPlans([Body] BatchRequest<ActionPlan> batch, CancellationToken cancellation = default);

    /// <summary>Records one plan; role office.</summary>
    [Put("/api/coordination/plans/{key}")]
    Task<RowResult> PutPlan(string key, [Body] ActionPlan row, CancellationToken cancellation = default);

    /// <summary>Plans in the order of their keys.</summary>
    [Get("/api/coordination/plans")]
    Task<Page<ActionPlan>> ListPlans(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>Keeps the texts of plans; role office.</summary>
    [Post("/api/coordination/plan-texts/batch")]
    Task<BatchResult> PushPlanTexts([Body] BatchRequest<PlanText> batch, CancellationToken cancellation = default);

    /// <summary>Records the plan's themes; role office.</summary>
    [Post("/api/coordination/themes/batch")]
    Task<BatchResult> PushThemes([Body] BatchRequest<Theme> batch, CancellationToken cancellation = default);

    /// <summary>Records one theme; role office.</summary>
    [Put("/api/coordination/themes/{key}")]
    Task<RowResult> PutTheme(string key, [Body] Theme row, CancellationToken cancellation = default);

    /// <summary>Themes in the plan's order.</summary>
    [Get("/api/coordination/themes")]
    Task<Page<Theme>> ListThemes(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>Records the themes' subsections; role office.</summary>
    [Post("/api/coordination/subsections/batch")]
    Task<BatchResult> PushSubsections([Body] BatchRequest<Subsection> batch, CancellationToken cancellation = default);

    /// <summary>Records one subsection; role office.</summary>
    [Put("/api/coordination/subsections/{key}")]
    Task<RowResult> PutSubsection(string key, [Body] Subsection row, CancellationToken cancellation = default);

    /// <summary>Subsections in the plan's order.</summary>
    [Get("/api/coordination/subsections")]
    Task<Page<Subsection>> ListSubsections(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>Records the plan's tasks and the roles in them; role office.</summary>
    [Post("/api/coordination/tasks/batch")]
    Task<BatchResult> PushTasks([Body] BatchRequest<PlanTask> batch, CancellationToken cancellation = default);

    /// <summary>Records one task; role office.</summary>
    [Put("/api/coordination/tasks/{key}")]
    Task<RowResult> PutTask(string key, [Body] PlanTask row, CancellationToken cancellation = default);

    /// <summary>Records the plan's targets; role office.</summary>
    [Post("/api/coordination/targets/batch")]
    Task<BatchResult> PushTargets([Body] BatchRequest<Target> batch, CancellationToken cancellation = default);

    /// <summary>Records one target; role office.</summary>
    [Put("/api/coordination/targets/{key}")]
    Task<RowResult> PutTarget(string key, [Body] Target row, CancellationToken cancellation = default);

    /// <summary>Targets in the order of their keys.</summary>
    [Get("/api/coordination/targets")]
    Task<Page<Target>> ListTargets(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>Reports progress on tasks that the organisation leads or co-operates in; role department.</summary>
    [Post("/api/coordination/progress-reports/batch")]
    Task<BatchResult> PushProgressReports([Body] BatchRequest<ProgressReport> batch, CancellationToken cancellation = default);

    /// <summary>Reports progress on one task; role department.</summary>
    /// <param name="key">Task, quarter and organisation: T21.2025Q3.市交通运输局.</param>
    /// <param name="row">The report.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Put("/api/coordination/progress-reports/{key}")]
    Task<RowResult> PutProgressReport(string key, [Body] ProgressReport row, CancellationToken cancellation = default);

    /// <summary>Reports in the order of their keys, at most 500 a page.</summary>
    [Get("/api/coordination/progress-reports")]
    Task<Page<ProgressReport>> ListProgressReports(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>Defines what figures mean; role office.</summary>
    [Post("/api/coordination/measures/batch")]
    Task<BatchResult> PushMeasures([Body] BatchRequest<MeasureDefinition> batch, CancellationToken cancellation = default);

    /// <summary>Defines one measure; role office. What it means is not changed once it has figures.</summary>
    [Put("/api/coordination/measures/{key}")]
    Task<RowResult> PutMeasure(string key, [Body] MeasureDefinition row, CancellationToken cancellation = default);

    /// <summary>Measures in the order of their codes, at most 500 a page.</summary>
    [Get("/api/coordination/measures")]
    Task<Page<MeasureDefinition>> ListMeasures(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>Reports figures, each with its kind and its unit; role department.</summary>
    [Post("/api/coordination/figures/batch")]
    Task<BatchResult> PushFigures([Body] BatchRequest<Figure> batch, CancellationToken cancellation = default);

    /// <summary>Reports one figure; role department.</summary>
    /// <param name="key">Measure, region and period: grp.150200.2025.</param>
    /// <param name="row">The figure.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    [Put("/api/coordination/figures/{key}")]
    Task<RowResult> PutFigure(string key, [Body] Figure row, CancellationToken cancellation = default);

    /// <summary>Figures in the order of their keys, at most 500 a page.</summary>
    [Get("/api/coordination/figures")]
    Task<Page<Figure>> ListFigures(int? pageSize = null, string? after = null, CancellationToken cancellation = default);

    /// <summary>Drops the office's views and has them built again from the event logs of all services; role operator.</summary>
    [Post("/api/coordination/read-models/rebuild")]
    Task RebuildReadModels(CancellationToken cancellation = default);
}
