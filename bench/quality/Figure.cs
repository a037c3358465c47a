namespace Hourglass.Quality;

/// <summary>One number of a row that is held against a bar.</summary>
/// <param name="Name">Its name and unit as they stand in the table.</param>
/// <param name="Split">The examples that it is measured on.</param>
/// <param name="Metric">The metric's name in the JSON of <c>evaluate</c>.</param>
/// <param name="Bar">What it has to reach.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Factor">What the metric is multiplied by.</param>
/// <param name="IsOptional">Whether it is NaN, and no failure, where the model does not have the metric.</param>
internal sealed record Figure(string Name, FigureSplit Split, string Metric, Bar Bar, string Format, double Factor = 1, bool IsOptional = false)
{
    /// <summary>The figure, or null where the metric was not given.</summary>
    /// <param name="metrics">The numbers of the command's JSON by name.</param>
    public double? Read(IReadOnlyDictionary<string, double> metrics) => metrics.TryGetValue(Metric, out var value) ? value * Factor : null;
}
