namespace Hourglass.Evaluation.Disentanglement;

/// <summary>The largest of some scores.</summary>
internal static class LargestTwo
{
    /// <summary>The largest and the second largest score; 0 if there is none.</summary>
    public static (double First, double Second) Of(IEnumerable<double> figures)
    {
        var (first, second) = (0.0, 0.0);
        foreach (var figure in figures)
        {
            if (figure > first) (first, second) = (figure, first);
            else second = Math.Max(second, figure);
        }

        return (first, second);
    }
}
