namespace Hourglass.Quality;

/// <summary>What a figure has to reach.</summary>
/// <param name="Text">The bar as it stands in the table.</param>
/// <param name="Excess">How far a figure lies on the wrong side of the bar; 0 or less where it reaches it.</param>
internal sealed record Bar(string Text, Func<double, double> Excess)
{
    public static Bar AtMost(double limit, string format) => new($"≤ {limit.ToString(format)}", value => value - limit);

    public static Bar AtLeast(double limit, string format) => new($"≥ {limit.ToString(format)}", value => limit - value);

    public static Bar Within(double target, double tolerance, string format) =>
        new($"{target.ToString(format)} ± {tolerance.ToString(format)}", value => Math.Abs(value - target) - tolerance);

    /// <summary>No bar: a figure that is only reported.</summary>
    public static Bar None { get; } = new("–", _ => 0);

    public static Bar Exactly(double target, string format) => new($"= {target.ToString(format)}", value => Math.Abs(value - target));

    /// <summary>A figure that is not a number reaches no bar.</summary>
    public bool IsReachedBy(double value) => Distance(value) <= 0;

    /// <summary>The figure that does least well by the bar.</summary>
    /// <param name="values">One or more figures.</param>
    public double Worst(IEnumerable<double> values) => values.MaxBy(Distance);

    private double Distance(double value) => double.IsNaN(value) ? double.PositiveInfinity : Excess(value);
}
