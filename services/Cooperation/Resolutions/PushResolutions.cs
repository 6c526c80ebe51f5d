using Cluster.Contracts.Cooperation;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;

namespace Cluster.Cooperation.Resolutions;

/// <summary>The department that keeps the minutes of a meeting between cities records its resolutions (议定事项); so may the office.</summary>
public sealed class PushResolutions(TimeProvider time) : Push<Resolution, ResolutionAdopted>(
    "cooperation", "resolutions", [Key, Series, Number, AdoptedOn, Title, Text, Parties, Lead, Due], [Area, CoOperators])
{
    private static readonly TextField Key = new("key", "事项编号", "The resolution's key", MaxLength: 60);
    private static readonly TextField Series = new("series", "会议名称", "The series", MaxLength: 60);
    private static readonly IntegerField Number = new("number", "次数", "The number", "", 1, 9_999);
    private static readonly DateField AdoptedOn = new("adoptedOn", "议定日期", "The day");
    private static readonly TextField Title = new("title", "议定事项", "The title", MaxLength: 200);
    private static readonly TextField Text = new("text", "内容", "The text", MaxLength: 4_000, Lines: true);
    private static readonly TextField Area = new("field", "领域", "The field", MaxLength: 60);
    private static readonly TextListField Parties = new("parties", "各方", "The parties", MaxLength: 60, MaxCount: 40);
    private static readonly TextField Lead = new("lead", "本市牵头单位", "The lead in this city", MaxLength: 60);
    private static readonly TextListField CoOperators = new("coOperators", "配合单位", "The co-operating units", MaxLength: 60, MaxCount: 40);
    private static readonly DateField Due = new("due", "完成期限", "The limit");

    public override IReadOnlyList<string> Writers => [Roles.Department, Roles.Office];

    public override Resolution Build(Row row)
    {
        var resolution = new Resolution
        {
            Key = row.GetKey(Key),
            Owner = row.Caller.Organisation,
            Series = row.Get(Series),
            Number = (int)row.Get(Number),
            AdoptedOn = row.Get(AdoptedOn),
            Title = row.Get(Title),
            Text = row.Get(Text),
            Field = row.Find(Area),
            Parties = row.Get(Parties),
            Lead = row.Get(Lead),
            CoOperators = row.Find(CoOperators) ?? [],
            Due = row.Get(Due),
        };
        if (row.IsSound && resolution.AdoptedOn > time.Today())
        {
            row.Refuse(Fault.Of(AdoptedOn.Name, CooperationRefusals.AdoptedInFuture, $"{resolution.AdoptedOn:yyyy-MM-dd}"));
        }

        if (row.IsSound && resolution.Due <= resolution.AdoptedOn)
        {
            row.Refuse(Fault.Of(Due.Name, CooperationRefusals.DueBeforeAdoption, $"{resolution.Due:yyyy-MM-dd}", $"{resolution.AdoptedOn:yyyy-MM-dd}"));
        }

        return resolution;
    }

    public override ResolutionAdopted Describe(Resolution resource) => new(
        resource.Key, resource.Owner, resource.Series, resource.Number, resource.AdoptedOn, resource.Title, resource.Text, resource.Field, resource.Parties,
        resource.Lead, resource.CoOperators, resource.Due);
}
