using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>Holds values against those that a model reads: losses that take the decoder's output as probabilities need them in [0, 1].</summary>
internal static class LossDomain
{
    // So far beyond [0, 1], and so many values of it, are other units and no noise.
    private const float Far = 1;
    private const double Share = 0.02;

    /// <summary>Gives the prepared examples as the model can read them, or refuses them.</summary>
    /// <param name="model">What the model wants.</param>
    /// <param name="preparation">By which they were prepared.</param>
    /// <param name="given">As the source gives them.</param>
    /// <param name="prepared">In the units of the model.</param>
    /// <exception cref="HourglassException">A value is not one that the loss reads, or values come in other units than those of training.</exception>
    public static Examples Require(ModelInput model, DataPreparation preparation, Examples given, Examples prepared)
    {
        if (preparation.Source is { } then && AreOfAnotherKind(then, given))
            throw new HourglassException($"The data is of another kind than in training: {Difference(then, given)}");
        if (!model.IsUnit || prepared.Values.Outside is not { } bad) return prepared;

        // Training examples span [0, 1]; others may lie a little beyond, where they count as its ends.
        var scale = preparation.Scaling.Kind;
        if (scale == ScalingKind.MinMax && !AreFar(prepared)) return new ClampedExamples(prepared);
        var unit = scale switch { ScalingKind.Standard => " (scaled to mean 0 and deviation 1)", ScalingKind.MinMax => " (in units of the range of the training examples)", _ => "" };
        throw new HourglassException($"Example {bad.Example}, feature {bad.Feature} is {bad.Value}{unit}, and the {model.Loss} loss needs values in [0, 1]; {Remedy(preparation, given)}");
    }

    private static bool AreOfAnotherKind(SourceValues then, Examples given) => (then.Kind, given.Kind) switch
    {
        (ValueKind.Bytes, ValueKind.Numbers) => AreFar(given),
        (ValueKind.Numbers, ValueKind.Bytes) => then.Least < -Far || then.Most > 1 + Far,
        _ => false,
    };

    private static string Remedy(DataPreparation preparation, Examples given)
    {
        const string Train = "use --set scale=minmax, or a loss without that limit, such as --set loss=gaussian.";
        if (preparation.Source is not { } then) return Train;
        if (then.Kind == ValueKind.Bytes && given.Kind == ValueKind.Numbers) return Difference(then, given);

        // Values that the loss reads at training can only have been refused at another use.
        var isTrained = preparation.Scaling.Kind == ScalingKind.MinMax || (preparation.Scaling.Kind == ScalingKind.None && then.Least >= 0 && then.Most <= 1);
        return isTrained ? $"the model was trained on values from {then.Least} to {then.Most}, and these go from {given.Values.Least} to {given.Values.Most}: give data in the same units." : Train;
    }

    private static string Difference(SourceValues then, Examples given) => then.Kind == ValueKind.Bytes
        ? $"the model was trained on bytes, read as value / 255, and these are floating-point numbers from {given.Values.Least} to {given.Values.Most}: {(given.Values is { Least: >= 0, Most: <= 255 } ? "save them as bytes (uint8), or divide them by 255." : "bring them to [0, 1] as training did.")}"
        : $"the model was trained on floating-point numbers from {then.Least} to {then.Most}, and these are bytes, read as value / 255: save them as numbers in the units of training.";

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
