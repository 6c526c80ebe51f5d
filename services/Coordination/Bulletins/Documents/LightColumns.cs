using Cluster.Coordination.Bulletins.Collecting;
using Cluster.Coordination.Lights;

namespace Cluster.Coordination.Bulletins.Documents;

/// <summary>The lights at the quarter's end (亮灯情况) by the names that a template has for them.</summary>
internal static class LightColumns
{
    public static void Add(FigureBook book, LightFigures lights, string address)
    {
        var overall = lights.Dimensions is [var first, ..] ? first : new LightSlice(Key: null, "", lights.Source, 0, []);
        var columns = Columns(address);
        foreach (var (name, of) in columns)
        {
            book.Add($"lights.{name}", of(overall));
        }

        book.Add("lights.on", new ShownFigure(DateWords.Of(lights.On)));
        (string, Func<LightSlice, ShownFigure>)[] named = [("name", s => new ShownFigure(s.Name)), .. columns];
        book.AddList("lights", lights.Dimensions.Concat(lights.Themes), named);
        book.AddList("lights.dimensions", lights.Dimensions, named);
        book.AddList("lights.themes", lights.Themes, named);
        book.AddList("lights.red", lights.Red,
            ("name", r => new ShownFigure(r.Name)),
            ("departments", r => new ShownFigure(r.Departments.Count == 0 ? Shown.None : string.Join("、", r.Departments))),
            ("sentence", r => new ShownFigure(r.Zh, address + lights.RedSource)));
    }

    private static (string Name, Func<LightSlice, ShownFigure> Of)[] Columns(string address) =>
    [
        ("subjects", s => Number(address, s, s.Subjects)),
        .. CollectLights.Names.Select(n => (n.Light, (Func<LightSlice, ShownFigure>)(s =>
            Number(address, s, s.Lights.Where(l => l.Light == n.Light).Sum(l => l.Subjects))))),
        ("outside", s => Number(address, s, s.Lights.Where(l => !LightCodes.Lights.All.Contains(l.Light)).Sum(l => l.Subjects))),
    ];

    private static ShownFigure Number(string address, LightSlice slice, int subjects) => new(Shown.Count(subjects), address + slice.Source, subjects);
}
