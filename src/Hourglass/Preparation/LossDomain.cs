using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>Refuses values that a model cannot read: losses that take the decoder's output as probabilities need targets in [0, 1].</summary>
internal static class LossDomain
{
    /// <summary>Refuses examples that the model cannot read.</summary>
    /// <exception cref="HourglassException">A value lies outside [0, 1].</exception>
    public static void Require(ModelInput model, Examples prepared)
    {
        if (!model.IsUnit || prepared.Values.Outside is not { } bad) return;
        throw new HourglassException(
            $"Example {bad.Example}, feature {bad.Feature} is {bad.Value}, and the {model.Loss} loss needs values in [0, 1]; use --set scale=minmax, or a loss without that limit, such as --set loss=gaussian.");
    }
}
