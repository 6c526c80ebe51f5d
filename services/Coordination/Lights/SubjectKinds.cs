using Cluster.Ingestion;

namespace Cluster.Coordination.Lights;

/// <summary>What has lights here. No service tells a district's monthly quota (区级月度任务) yet, so that districts have rules and no lights.</summary>
public static class SubjectKinds
{
    public static readonly Codes<LightSubject> Codes = new((LightSubject.Project, "project", "项目"), (LightSubject.Task, "task", "任务"));

    public static readonly CodeField<LightSubject> Field = new("kind", "对象类别", "The kind of subject", Codes);
}
