namespace Hourglass.Schedules;

/// <summary>A number that may change during training, such as the weight of an objective term.</summary>
[PartKind]
public abstract record Schedule
{
    /// <summary>The value after <paramref name="epoch"/> epochs; fractions count steps, infinity gives the final value.</summary>
    public abstract double At(double epoch);

    /// <summary>A value that does not change.</summary>
    public static implicit operator Schedule(double value) => new Constant(value);
}
