namespace Hourglass.Reports;

/// <summary>The parts of a drawing of a <see cref="ScatterMap"/> that a page and a picture share.</summary>
/// <param name="Map">The map.</param>
/// <param name="X">The axis of the first code.</param>
/// <param name="Y">The axis of the second code.</param>
/// <param name="Chosen">Number of points chosen for drawing, so that the drawing stays small.</param>
/// <param name="Inside">Indices of those within the axes, ascending.</param>
internal sealed record MapDrawing(ScatterMap Map, ChartAxis X, ChartAxis Y, int Chosen, int[] Inside)
{
    /// <summary>The label of the horizontal axis.</summary>
    public const string XLabel = "code 1";

    /// <summary>The label of the vertical axis.</summary>
    public const string YLabel = "code 2";

    /// <summary>Maximum number of points; more would make the page large without showing more.</summary>
    private const int MostPoints = 12_000;

    /// <summary>
    /// Points are drawn in this many rounds over all classes: drawn class by class, the last class would hide the others.
    /// </summary>
    private const int Rounds = 12;

    /// <summary>An axis omits outliers of the codes if they would compress the rest into less than half of it.</summary>
    private const double Tail = 0.002;

    // The size of a short name with its frame, as a fraction of an axis.
    private const double NameSize = 0.055;
    private const int MoveRounds = 20;

    /// <summary>Alternative text for readers who cannot see the drawing.</summary>
    public string Alternative => $"Map of {Map.Count} codes of {Map.Title}. {Map.Caption}";

    /// <summary>The diameter of a point, in pixels. It decreases with the number of points: 2.6 for ten thousand, 5.5 for a hundred.</summary>
    public double Diameter => Math.Clamp(11.4 * Math.Pow(Math.Max(Inside.Length, 1), -0.16), 2.2, 7);

    /// <summary>Chooses the axes and points of <paramref name="map"/>.</summary>
    public static MapDrawing Of(ScatterMap map)
    {
        var (x, y) = (Axis(map, 0), Axis(map, 1));
        var every = (map.Count + MostPoints - 1) / MostPoints;
        int[] chosen = [.. Enumerable.Range(0, map.Count).Where(i => i % every == 0)];
        return new MapDrawing(map, x, y, chosen.Length, [.. chosen.Where(i => IsInside(x, map.Codes[2 * i]) && IsInside(y, map.Codes[2 * i + 1]))]);
    }

    /// <summary>The class indices of a map, ascending; empty for a map of one colour.</summary>
    public static IEnumerable<int> Classes(ScatterMap map) => (map.Labels ?? []).Distinct().Order();

    /// <summary>The name of a class index; its number if it has no name.</summary>
    public static string ClassName(IReadOnlyList<string> names, int index) =>
        index < 0 ? "unknown" : index < names.Count ? names[index] : NumberText.WithDecimals(index, 0);

    /// <summary>Adds the points as paths in coordinates of <see cref="PlotHtml.Side"/>, with the style classes of their colours.</summary>
    /// <param name="html">Receives the paths.</param>
    /// <param name="style">The style class of a class index; null for those of the palette.</param>
    public void AddPoints(HtmlBuilder html, Func<int, string>? style = null)
    {
        style ??= Palette.Class;
        for (var round = 0; round < Rounds; round++)
        {
            var (from, to) = (Inside.Length * round / Rounds, Inside.Length * (round + 1) / Rounds);
            foreach (var group in Inside[from..to].GroupBy(i => Map.Labels?[i] ?? 0).OrderBy(group => group.Key))
            {
                // Whole coordinates relative to the previous point, each with a line of zero length, which a round cap turns into a dot.
                html.Add($"<path class=\"{style(group.Key)}\" d=\"M0 0");
                var (left, top) = (0, 0);
                foreach (var i in group)
                {
                    var (nextLeft, nextTop) = ((int)Math.Round(PlotHtml.X(X, Map.Codes[2 * i])), (int)Math.Round(PlotHtml.Y(Y, Map.Codes[2 * i + 1])));
                    html.Add($"m{nextLeft - left} {nextTop - top}h0");
                    (left, top) = (nextLeft, nextTop);
                }

                html.Raw("\"/>\n");
            }
        }
    }

    /// <summary>
    /// The position of each class's name, as fractions of the axes: the median of its points, moved where names would cover one another. The names make the
    /// map readable without colours.
    /// </summary>
    public IEnumerable<(int Index, double X, double Y)> ClassNamePositions() => Map.Labels is null ? [] : Apart([.. Inside
        .GroupBy(i => Map.Labels[i])
        .Where(group => group.Key >= 0)
        .OrderBy(group => group.Key)
        .Select(group => (group.Key, X.Fraction(Median([.. group.Select(i => Map.Codes[2 * i])])),
            Y.Fraction(Median([.. group.Select(i => Map.Codes[2 * i + 1])]))))]);

    /// <summary>What the drawing omits, in sentences.</summary>
    public IEnumerable<string> Remarks()
    {
        if (Chosen < Map.Count) yield return $"{NumberText.WithDecimals(Chosen, 0)} of {NumberText.WithDecimals(Map.Count, 0)} points are drawn.";
        if (Inside.Length < Chosen) yield return $"{NumberText.WithDecimals(Chosen - Inside.Length, 0)} far or undefined points lie outside the map.";
    }

    /// <summary>Moves names that are too close away from each other, each by half of what is missing.</summary>
    private static (int Index, double X, double Y)[] Apart((int Index, double X, double Y)[] names)
    {
        for (var round = 0; round < MoveRounds; round++)
        {
            for (var i = 0; i < names.Length; i++)
            {
                for (var j = i + 1; j < names.Length; j++)
                {
                    var (x, y) = (names[j].X - names[i].X, names[j].Y - names[i].Y);
                    var distance = Math.Sqrt((x * x) + (y * y));
                    if (distance >= NameSize) continue;
                    (x, y) = distance > 0 ? (x / distance, y / distance) : (1, 0);
                    var half = (NameSize - distance) / 2;
                    names[i] = (names[i].Index, Math.Clamp(names[i].X - (half * x), 0, 1), Math.Clamp(names[i].Y - (half * y), 0, 1));
                    names[j] = (names[j].Index, Math.Clamp(names[j].X + (half * x), 0, 1), Math.Clamp(names[j].Y + (half * y), 0, 1));
                }
            }
        }

        return names;
    }

    private static ChartAxis Axis(ScatterMap map, int coordinate)
    {
        double[] values = [.. Enumerable.Range(0, map.Count).Select(i => (double)map.Codes[2 * i + coordinate]).Where(double.IsFinite).Order()];
        if (values.Length == 0) return ChartAxis.Over([]);
        var cut = (int)(values.Length * Tail);
        var core = values[^(1 + cut)] - values[cut];
        var ends = core < (values[^1] - values[0]) / 2 && core > 0 ? values[cut..^cut] : values;
        return ChartAxis.Over([ends[0], ends[^1]], margin: 0.03);
    }

    private static bool IsInside(ChartAxis axis, float value) => value >= axis.Minimum && value <= axis.Maximum;

    private static double Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
