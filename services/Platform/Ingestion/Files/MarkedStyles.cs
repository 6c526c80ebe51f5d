using System.Globalization;
using System.Xml.Linq;

namespace Cluster.Ingestion.Files;

/// <summary>A workbook's styles, each also with the fill of a marked cell; a cell that was marked before and is sound now loses it.</summary>
internal sealed class MarkedStyles
{
    /// <summary>So like the usual light red that nobody sees the difference, and so known again.</summary>
    private const string Colour = "FFFFC6CD";

    private readonly XElement _fills;
    private readonly XElement _styles;
    private readonly List<XElement> _all;
    private readonly Dictionary<int, int> _marked = [];
    private readonly Dictionary<int, int> _unmarked = [];
    private readonly string _fill;

    public MarkedStyles(XDocument document)
    {
        Document = document;
        var root = document.Root!;
        var main = root.Name.Namespace;
        _fills = root.Element(main + "fills") ?? throw XlsxPackage.Damaged("styles");
        _styles = root.Element(main + "cellXfs") ?? throw XlsxPackage.Damaged("styles");
        _all = [.. _styles.Elements(main + "xf").DefaultIfEmpty(new XElement(main + "xf"))];
        var fills = _fills.Elements().ToList();
        var place = fills.FindIndex(f => f.Descendants(main + "fgColor").Any(c => (string?)c.Attribute("rgb") == Colour));
        if (place < 0)
        {
            place = fills.Count;
            _fills.Add(new XElement(main + "fill", new XElement(main + "patternFill", new XAttribute("patternType", "solid"), new XElement(main + "fgColor", new XAttribute("rgb", Colour)))));
            _fills.SetAttributeValue("count", place + 1);
        }

        _fill = place.ToString(CultureInfo.InvariantCulture);
    }

    public XDocument Document { get; }

    public int Marked(int style) => IsMarked(style) ? style : Of(style, _marked, _fill);

    public int Unmarked(int style) => IsMarked(style) ? Of(style, _unmarked, "0") : style;

    private bool IsMarked(int style) => style < _all.Count && (string?)_all[style].Attribute("fillId") == _fill;

    private int Of(int style, Dictionary<int, int> known, string fill)
    {
        if (!known.TryGetValue(style, out var place))
        {
            var copy = new XElement(style < _all.Count ? _all[style] : _all[0]);
            copy.SetAttributeValue("fillId", fill);
            copy.SetAttributeValue("applyFill", "1");
            _styles.Add(copy);
            _all.Add(copy);
            _styles.SetAttributeValue("count", _all.Count);
            known[style] = place = _all.Count - 1;
        }

        return place;
    }
}
