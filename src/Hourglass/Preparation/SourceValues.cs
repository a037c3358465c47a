using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>What the values of the training examples were as the source gave them, so that other units are noticed later.</summary>
/// <param name="Kind">How they were stored.</param>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
internal sealed record SourceValues(ValueKind Kind, float Least, float Most)
{
    public static SourceValues Of(Examples examples) => new(examples.Kind, examples.Values.Least, examples.Values.Most);
}
