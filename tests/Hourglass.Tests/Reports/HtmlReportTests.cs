using System.Globalization;
using System.Text.RegularExpressions;
using Hourglass.Data;
using Hourglass.Reports;

namespace Hourglass.Tests.Reports;

public sealed class HtmlReportTests
{
    private const string Attack = "<script>alert(\"x\")</script>&'";
    private static readonly double[] Epochs = [1, 2, 3, 4];

    [Fact]
    public void Every_text_is_escaped_wherever_it_stands()
    {
        var page = HtmlReport.Render(Everything(Attack));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("alert(\"x\")", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_nothing_from_elsewhere()
    {
        var page = HtmlReport.Render(Everything("plain"));
        Assert.DoesNotContain("http://", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https://", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
        Assert.All(Find(page, "src=\"([^\"]*)"), source => Assert.StartsWith("data:image/png;base64,", source.Groups[1].Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_kind_of_section_is_rendered_with_its_words_and_marks()
    {
        var page = HtmlReport.Render(Everything("plain"));
        Assert.Equal(9, Find(page, "<section ").Count);
        Assert.Contains("<table class=\"metrics\">", page, StringComparison.Ordinal);
        Assert.Contains("class=\"curve solid c0\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"curve dashed c0\"", page, StringComparison.Ordinal);
        Assert.Contains("alt=\"Rows of images, from the top: plain, copy. plain\"", page, StringComparison.Ordinal);
        Assert.Contains("Map of 3 codes of plain", page, StringComparison.Ordinal);
        Assert.Equal(Opened(page), Closed(page));
    }

    [Fact]
    public void The_best_of_a_row_depends_on_its_direction()
    {
        MetricRow[] rows = [new("mse", Better.Lower), new("accuracy", Better.Higher), new("units", Better.Neither)];
        ModelColumn[] columns = [new("PCA", [3.5, 0.25, 7.5], IsBaseline: true), new("AE", [1.5, 0.5, 8.5]), new("VAE", [null, 0.75, double.NaN])];
        var page = Page(new MetricsSection("h", "", rows, columns));
        Assert.Equal(["1.500", "0.7500"], Best(page));
        Assert.Equal(2, Find(page, "<td class=\"compared\">\u2013</td>").Count);
        Assert.Single(Find(page, "<th scope=\"col\" class=\"baseline\">PCA "));
        Assert.Equal(["3.500", "0.2500", "7.500"], Find(page, "<td class=\"baseline\">([^<]*)</td>").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Values_that_read_the_same_share_the_highlight_and_a_lone_value_has_none()
    {
        MetricRow[] rows = [new("mse", Better.Lower, Digits: 2), new("nll", Better.Lower)];
        ModelColumn[] columns = [new("A", [1.101, 90.5]), new("B", [1.102, null]), new("C", [1.3, null])];
        Assert.Equal(["1.1", "1.1"], Best(Page(new MetricsSection("h", "", rows, columns))));
    }

    [Fact]
    public void A_model_that_does_not_fit_the_metrics_is_named()
    {
        var e = Assert.Throws<HourglassException>(() => new MetricsSection("h", "", [new("mse", Better.Lower)], [new("VAE", [1, 2])]));
        Assert.Contains("'VAE' has 2 values for 1 metrics", e.Message, StringComparison.Ordinal);
        Assert.Throws<HourglassException>(() => new CurveSeries("AE", CurvePart.Training, [1, 2], [1]));
        Assert.Throws<HourglassException>(() => new ScatterMap("AE", "", [1, 2, 3, 4], [0]));
        Assert.Throws<HourglassException>(() => new ScatterMap("AE", "", [1, 2, 3], null));
    }

    [Theory]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(double.NegativeInfinity, true)]
    [InlineData(0, true)]
    public void A_value_that_cannot_be_drawn_breaks_the_line_in_two(double hole, bool log)
    {
        var page = Page(new CurvesSection("h", "", [new("", "epoch", "loss", [new("AE", CurvePart.Validation, Epochs, [3, hole, 2, 1])], log)]));
        var line = Find(page, "class=\"curve solid c0\" d=\"([^\"]*)\"")[0].Groups[1].Value;
        Assert.Equal(2, line.Count(letter => letter == 'M'));
        Assert.Equal(1, line.Count(letter => letter == 'L'));
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_dashed_only_beside_validation()
    {
        var training = new CurveSeries("loss", CurvePart.Training, Epochs, [4, 3, 2, 1]);
        var alone = Page(new CurvesSection("h", "", [new("", "epoch", "loss", [training, training with { Name = "kl" }])]));
        Assert.Contains("class=\"curve solid c0\"", alone, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"curve dashed", alone, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"parts\"", alone, StringComparison.Ordinal);
        var both = Page(new CurvesSection("h", "", [new("", "epoch", "loss", [training, training with { Part = CurvePart.Validation }])]));
        Assert.Contains("class=\"curve dashed c0\"", both, StringComparison.Ordinal);
        Assert.Contains("class=\"parts\"", both, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "single")]
    [InlineData(2, "two")]
    [InlineData(3, "three")]
    [InlineData(4, "two")]
    [InlineData(5, "three")]
    public void Charts_stand_in_rows_that_leave_none_alone(int count, string columns)
    {
        var chart = new CurveChart("", "epoch", "loss", []);
        Assert.Contains($"<div class=\"charts {columns}\">", Page(new CurvesSection("h", "", [.. Enumerable.Repeat(chart, count)])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrow_sheet_alone_has_its_caption_at_its_side()
    {
        var panel = new PicturePanel(PictureSheet.Grid(new float[4], new DataShape(1, 2, 2), 1), "caption");
        Assert.Single(Find(Page(new PictureSection("h", "", [panel])), "<figure class=\"sheet beside\""));
        Assert.Equal(2, Find(Page(new PictureSection("h", "", [panel, panel])), "<figure class=\"sheet\"").Count);
    }

    [Fact]
    public void A_map_leaves_out_what_is_undefined_and_says_so()
    {
        var map = new ScatterMap("AE", "", [0, 0, 1, 1, float.NaN, 2, 2, float.PositiveInfinity], [0, 1, 1, -1]);
        var page = Page(new MapSection("h", "", [map], ["zero"]));
        Assert.Contains("2 far or undefined points lie outside the map.", page, StringComparison.Ordinal);
        Assert.Equal(2, Find(Find(page, "<g class=\"points\".*?</g>")[0].Value, "h0").Count);
        Assert.Contains("unknown</li>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_figures_are_drawn_empty()
    {
        var page = HtmlReport.Render(new Report("t", "", [], [
            new MetricsSection("m", "", [], []), new CurvesSection("c", "", [new("", "epoch", "loss", [])]),
            new MapSection("p", "", [new("AE", "", [], null)], []), new PictureSection("s", "", [])]));
        Assert.Equal(Opened(page), Closed(page));
    }

    [Fact]
    public void Ten_thousand_points_stay_light()
    {
        var random = new Random(3);
        float[] codes = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, 10_000).Select(i => i % 10)];
        Assert.InRange(Page(new MapSection("h", "", [new("AE", "", codes, labels)], [])).Length, 50_000, 200_000);
    }

    [Fact]
    public void A_comma_language_changes_nothing()
    {
        var report = Everything("plain");
        var page = HtmlReport.Render(report);
        var before = CultureInfo.CurrentCulture;
        try
        {
            var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NumberGroupSeparator, commas.NumberFormat.NegativeSign) = (",", ".", "~");
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(page, HtmlReport.Render(report));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Writing_replaces_an_earlier_page()
    {
        using var folder = new TemporaryFolder();
        var path = folder["runs", "report.html"];
        HtmlReport.Write(new Report("first", "", [], []), path);
        HtmlReport.Write(new Report("second", "", [], []), path);
        Assert.Contains("<title>second</title>", File.ReadAllText(path), StringComparison.Ordinal);
    }

    private static Report Everything(string text)
    {
        var shape = new DataShape(1, 2, 2);
        return new Report(text, text, [new(text, text)], [
            new MetricsSection(text, text, [new(text, Better.Lower, text, text), new("mse_per_feature", Better.Higher)],
                [new(text, [-1.5, null], IsBaseline: true, Note: text), new("AE", [2.5, 1234567.5])]),
            new CurvesSection(text, text, [new(text, text, text,
                [new(text, CurvePart.Validation, Epochs, [4, 3, 2.5, 2]), new(text, CurvePart.Training, Epochs, [4, 2, 1.5, 1])], LogY: true)]),
            new PictureSection(text, text, [new(PictureSheet.Stack([new float[8], new float[8]], shape, 2), text, [text, "copy"], text)]),
            new MapSection(text, text, [new(text, text, [0.5f, 1, 2, -3, 4, 5], [0, 1, 1])], [text]),
            new SchemaSection(text, text, new TableSchema([new(text,
                ColumnKind.Category) { Levels = [text], Counts = [1], Reason = text, Doubts = [text], Missing = 1, Rows = 9 }]),
                new Dictionary<string, string> { [text] = text }),
            new MarginalsSection(text, text,
                [new(text, text, IsHistogram: true, [new(text, 0.5, 0.25)], text, text), new(text, text, IsHistogram: false, [new(text, 0, 0)])], text),
            new AssociationsSection(text, text, [text, "b"], new double[2, 2], new double[,] { { 1, 0.5 }, { -0.5, 1 } }, [new(text, "b", 0, -0.5)], text),
            new ColouredMapSection(text, text, new(text, text, [0.5f, 1, 2, -3, 4, 5], null),
                [new(text, [0, 1, -1], [text, "b"], text, IsSequential: false), new("b", [0, 1, 1], ["low", text], "", IsSequential: true)], 1),
            new RowsSection(text, text, [text, "b"], [new(text, [(text, [new(text, text, CellMark.Filled), new("", Mark: CellMark.Empty)])])], text),
        ]);
    }

    private static string Page(ReportSection section) => HtmlReport.Render(new Report("t", "", [], [section]));

    private static IEnumerable<string> Best(string page) => Find(page, "<strong class=\"best\"[^>]*>([^<]*)</strong>").Select(match => match.Groups[1].Value);

    private static Dictionary<string, int> Opened(string page) =>
        Tags(page, "<(figure|div|svg|table|tr|th|td|ul|section|span|g|li|details|title|dl|fieldset|label|style)[ >]");

    private static Dictionary<string, int> Closed(string page) =>
        Tags(page, "</(figure|div|svg|table|tr|th|td|ul|section|span|g|li|details|title|dl|fieldset|label|style)>");

    private static Dictionary<string, int> Tags(string page, string pattern) =>
        Find(page, pattern).GroupBy(match => match.Groups[1].Value).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key,
            group => group.Count());

    private static MatchCollection Find(string page, string pattern) => Regex.Matches(page, pattern, RegexOptions.Singleline, TimeSpan.FromSeconds(10));
}
