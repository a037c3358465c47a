namespace Hourglass.Evaluation.Disentanglement;

/// <summary>The largest of some figures.</summary>
internal static class Best
{
    /// <summary>The largest figure and the second largest; 0 where there is none.</summary>
    public static (double First, double Second) Two(IEnumerable<double> figures)
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
