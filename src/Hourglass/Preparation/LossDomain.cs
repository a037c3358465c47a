using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>Checks values against the domain of a model's loss: losses that read the decoder's output as probabilities need values in [0, 1].</summary>
internal static class LossDomain
{
    // Values this far outside [0, 1], in this fraction of all, indicate other units, not noise.
    private const float Far = 1;
    private const double Share = 0.02;

    /// <summary>Returns the prepared examples in a form that the model can read, or rejects them.</summary>
    /// <param name="model">The requirements of the model.</param>
    /// <param name="preparation">The preparation of the examples.</param>
    /// <param name="given">In the units of the source.</param>
    /// <param name="prepared">In the units of the model.</param>
    /// <exception cref="HourglassException">A value does not suit the loss, or values are in other units than in training.</exception>
    public static Examples Require(ModelInput model, DataPreparation preparation, Examples given, Examples prepared)
    {
        if (preparation.Source is { } then && AreOfAnotherKind(then, given))
            throw new HourglassException($"{What("The data")} is of another kind than in training: {Difference(then, given)}");
        if (!model.IsUnit || prepared.Values.IsUnit) return prepared;

        // Training examples span [0, 1]; others may lie slightly outside and are clamped.
        var scale = preparation.Scaling.Kind;
        if (scale == ScalingKind.MinMax && !AreFar(prepared)) return new ClampedExamples(prepared);
        var bad = ValueSummary.FirstOutside(prepared)!.Value;
        var unit = scale switch
        {
            ScalingKind.Standard => " (scaled to mean 0 and deviation 1)",
            ScalingKind.MinMax => " (in units of the range of the training examples)",
            _ => ""
        };
        throw new HourglassException($"{What($"Example {bad.Example}, feature {bad.Feature}")} is {Got(bad.Value)}{unit}, but the {model.Loss} loss " +
            $"needs {Allowed("values in [0, 1]")}; {Remedy(preparation, given)}");
    }

    private static bool AreOfAnotherKind(SourceValues then, Examples given) => (then.Kind, given.Kind) switch
    {
        (ValueKind.Bytes, ValueKind.Numbers) => AreFar(given),
        (ValueKind.Numbers, ValueKind.Bytes) => then.Least < -Far || then.Most > 1 + Far,
        _ => false,
    };

    private static MessageText Remedy(DataPreparation preparation, Examples given)
    {
        if (preparation.Source is not { } then) return InTraining();
        if (then.Kind == ValueKind.Bytes && given.Kind == ValueKind.Numbers) return Difference(then, given);

        // Values that suited the loss in training can only be rejected in later use.
        var isTrained = preparation.Scaling.Kind == ScalingKind.MinMax || (preparation.Scaling.Kind == ScalingKind.None && then.Least >= 0 && then.Most <= 1);
        if (!isTrained) return InTraining();
        return $"the model was trained on values {Allowed($"from {then.Least} to {then.Most}")}, but these range " +
            $"{Got($"from {given.Values.Least} to {given.Values.Most}")}: give data in the same units.";
    }

    private static MessageText InTraining() => $"use {Setting("scale", "minmax")}, or a loss without that limit, such as {Setting("loss", "gaussian")}.";

    private static MessageText Difference(SourceValues then, Examples given)
    {
        if (then.Kind != ValueKind.Bytes)
            return $"the model was trained on {Allowed($"floating-point numbers from {then.Least} to {then.Most}")}, but these are {Got("bytes")}, read as " +
                $"value / 255: save them as numbers in the units of training.";
        var advice = given.Values is { Least: >= 0, Most: <= 255 }
            ? "save them as bytes (uint8), or divide them by 255."
            : "scale them to [0, 1] as in training.";
        return $"the model was trained on {Allowed("bytes")}, read as value / 255, but these are " +
            $"{Got($"floating-point numbers from {given.Values.Least} to {given.Values.Most}")}: {advice}";
    }

    private static bool AreFar(Examples examples)
    {
        if (examples.Values is { Least: >= -Far, Most: <= 1 + Far }) return false;
        long far = 0;
        examples.ForEachChunk(values =>
        {
            foreach (var value in values)
            {
                if (value is < -Far or > 1 + Far) far++;
            }
        });
        return far > Share * examples.Count * examples.Shape.Size;
    }
}
