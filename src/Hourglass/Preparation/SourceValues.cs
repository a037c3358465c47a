using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>Summary of the training examples' values in the units of the source, used to detect other units later.</summary>
/// <param name="Kind">How the values were stored.</param>
/// <param name="Least">The smallest value.</param>
/// <param name="Most">The largest value.</param>
internal sealed record SourceValues(ValueKind Kind, float Least, float Most)
{
    public static SourceValues Of(Examples examples) => new(examples.Kind, examples.Values.Least, examples.Values.Most);
}
