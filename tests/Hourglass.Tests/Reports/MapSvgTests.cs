using System.Xml.Linq;
using Hourglass.Reports;

namespace Hourglass.Tests.Reports;

public sealed class MapSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_picture_is_well_formed_whatever_the_names_are()
    {
        const string Odd = "<b>\"x\"</b> & 'y'\0\u001f \ud800 \u00e4 \ud83d\ude00";
        var picture = Draw(new ScatterMap(Odd, Odd, [0, 0, 1, 1], [0, 1]), [Odd]);
        Assert.Empty(picture.Descendants(Svg + "b"));
        Assert.Contains(Texts(picture), text => text.StartsWith("<b>\"x\"</b> & 'y'", StringComparison.Ordinal));
    }

    [Fact]
    public void The_picture_needs_nothing_from_elsewhere_and_runs_nothing()
    {
        var text = MapSvg.Render(new ScatterMap("AE", "caption", [0, 0, 1, 1], [0, 1]), null);
        Assert.DoesNotContain("href", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("var(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http", text.Replace(Svg.NamespaceName, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_class_is_named_on_the_map_and_in_the_legend_in_its_own_colour()
    {
        var picture = Draw(new ScatterMap("AE", "5-NN accuracy 0.43", [0, 0, 1, 1, 2, 2, 3, 3], [0, 1, 12, -1]), ["cat", "dog"]);
        var texts = Texts(picture);
        Assert.Equal(2, texts.Count(text => text == "cat"));
        Assert.Equal(2, texts.Count(text => text == "12"));
        Assert.Single(texts, "unknown");
        Assert.Contains("AE", texts);
        Assert.Contains("5-NN accuracy 0.43", texts);
        var style = picture.Element(Svg + "style")!.Value;
        foreach (var index in (int[])[0, 1, 12, -1])
            Assert.Contains($".points .{Palette.Class(index)}{{stroke:{Palette.Light(index)}}}", style, StringComparison.Ordinal);
        Assert.Equal(11, Enumerable.Range(-1, 11).Select(Palette.Light).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void The_points_lie_where_the_page_draws_them()
    {
        var map = new ScatterMap("AE", "", [0, 0, 1, 1, float.NaN, 2, 0.25f, 1], null);
        var page = HtmlReport.Render(new Report("t", "", [], [new MapSection("h", "", [map], [])]));
        var paths = Draw(map, null).Descendants(Svg + "g").Single().Elements(Svg + "path").Select(path => path.Attribute("d")!.Value).ToArray();
        Assert.Equal(3, paths.Sum(path => path.Split("h0").Length - 1));
        Assert.All(paths, path => Assert.Contains($"d=\"{path}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_left_out_is_said()
    {
        Assert.Contains("1 far or undefined points lie outside the map.", Texts(Draw(new ScatterMap("", "", [0, 0, 1, 1, float.NaN, 2], null), null)));
        Assert.Contains("10,000 of 20,000 points are drawn.", Texts(Draw(new ScatterMap("", "", new float[40_000], null), null)));
    }

    [Fact]
    public void Long_words_and_many_classes_stay_inside()
    {
        int[] labels = [.. Enumerable.Range(0, 40)];
        string[] names = [.. labels.Select(i => $"a class with a longer name {i}")];
        float[] codes = [.. labels.SelectMany(i => (float[])[i, i * i])];
        var picture = Draw(new ScatterMap("AE", string.Join(' ', Enumerable.Repeat("words", 60)), codes, labels), names);
        var (width, height) = ((double)picture.Attribute("width")!, (double)picture.Attribute("height")!);
        Assert.All(picture.Elements(Svg + "circle"), dot => Assert.True((double)dot.Attribute("cx")! < width && (double)dot.Attribute("cy")! < height));
        Assert.True(picture.Elements(Svg + "text").Count(text => text.Value.StartsWith("words", StringComparison.Ordinal)) > 2);
    }

    [Fact]
    public void An_empty_map_is_drawn_empty()
    {
        Assert.DoesNotContain(
            Draw(new ScatterMap("", "", [], null), null).Descendants(Svg + "g").Single().Elements(),
            path => path.Attribute("d")!.Value.Contains('h', StringComparison.Ordinal));
    }

    private static XElement Draw(ScatterMap map, IReadOnlyList<string>? names) => XDocument.Parse(MapSvg.Render(map, names)).Root!;

    private static List<string> Texts(XElement picture) => [.. picture.Elements(Svg + "text").Select(text => text.Value)];
}
