namespace Cluster.Client.Tests;

/// <summary>A batch of one row, and what is answered to it.</summary>
internal static class Rows
{
    public const string AnswerOfOne = """
        {"created":1,"updated":0,"unchanged":0,"rejected":0,"rows":[{"index":0,"key":"R03","outcome":"created","errors":[]}]}
        """;

    public static readonly Segment Segment = new()
    {
        Key = "R03", Kind = "road", Route = "G110", Name = "包头北绕城", Touches = ["东河区", "昆都仑区"], LengthKm = 28.5m, TechnicalClass = "class-1",
        Status = "planned", StatusDate = new DateOnly(2016, 5, 3),
    };

    public static readonly BatchRequest<Segment> Batch = new([Segment]);
}
