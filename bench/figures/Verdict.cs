namespace Hourglass.Figures;

/// <summary>How the worst of several seeds stands to a bar.</summary>
/// <param name="Worst">The worst figure; null where there is none.</param>
/// <param name="Text">The verdict in words.</param>
internal readonly record struct Verdict(double? Worst, string Text)
{
    /// <summary>Judges a figure: reached only where every asked seed was run and the worst of them reaches the bar.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="values">The figure of each asked seed; null for one that has not been run.</param>
    public static Verdict Of(PublishedRange bar, IReadOnlyCollection<double?> values)
    {
        double[] known = [.. values.OfType<double>()];
        if (known.Length == 0) return new(null, "not run");
        var worst = bar.Worst(known);
        if (bar.Distance(worst) != 0) return new(worst, "NOT reached");
        return new(worst, known.Length == values.Count ? "reached" : $"reached by {known.Length} of {values.Count} seeds so far");
    }
}
