using static TorchSharp.torch;

namespace Hourglass.Training.Diagnostics;

/// <summary>
/// A decoder that cannot reach the data: values lie beyond the largest (or smallest) mean that it gives while many of its means press
/// against that bound, as a sigmoid's do under data above 1; or its mean example is off by more than half the data's deviation, as when
/// values lie so far from 0 that the steps of training do not get there.
/// </summary>
internal sealed class DecoderRange : IDiagnostic
{
    private const double LeastShare = 0.01;
    private const double Margin = 0.05;
    private const double AtBound = 0.01;
    private const double LargestBias = 0.5;
    private const double FarFromZero = 2;
    private const double FarForItsDeviation = 4;

    public TrainingWarning? Check(DiagnosedModel diagnosed) => Bound(diagnosed) ?? Bias(diagnosed);

    private static TrainingWarning? Bound(DiagnosedModel diagnosed)
    {
        if (!HasBounds(diagnosed.Model.Blueprint)) return null;
        var (targets, means) = (diagnosed.Targets, diagnosed.Means);
        var (least, most) = (Number(means.min()), Number(means.max()));
        var (lowest, highest) = (Number(targets.min()), Number(targets.max()));
        var (margin, near) = (Margin * (highest - lowest), AtBound * (most - least));
        var above = Share(targets.gt(most + margin));
        var below = Share(targets.lt(least - margin));
        var isWall = (above > LeastShare && Share(means.ge(most - near)) > above / 2) || (below > LeastShare && Share(means.le(least + near)) > below / 2);
        return !isWall ? null : new TrainingWarning(
            "decoder-range",
            $"The decoder cannot reach the data: its means press against the bounds {least:G3} and {most:G3}, and {above + below:P0} of the data's values, " +
                $"which go from {lowest:G3} to {highest:G3}, lie beyond them. The mean of the {Loss(diagnosed)} loss ends there.",
            $"Scale the data to that range ({Setting("scale", "minmax")}), or use a loss whose mean has no bounds ({Setting("loss", "gaussian")}).");
    }

    private static TrainingWarning? Bias(DiagnosedModel diagnosed)
    {
        var (targets, means) = (diagnosed.Targets, diagnosed.Means);
        var centre = targets.mean([0]);
        var bias = Math.Sqrt(Number((means.mean([0]) - centre).square().mean()));
        var deviation = Math.Sqrt(Number((targets - centre).square().mean()));
        if (bias <= LargestBias * deviation) return null;
        var finding = $"The decoder has not arrived at the data: its mean example is off by {bias:G3}, where the data deviates from " +
            $"its own mean by {deviation:G3} only.";
        // Pixels in [0, 1] and numbers of mean 0 and deviation 1 are near enough to the first weights: scaling would not help.
        var size = Math.Sqrt(Number(targets.square().mean()));
        return size > FarFromZero || size > FarForItsDeviation * deviation
            ? new TrainingWarning(
                "decoder-range",
                $"{finding} Values of the size of {Number(targets.abs().max()):G3} are far from where the weights start.",
                $"Scale the data ({Setting("scale", "standard")} or {Setting("scale", "minmax")}), or train longer or with a larger learning rate.")
            : new TrainingWarning("decoder-range", finding, "Train longer; where the loss no longer falls, with a smaller learning rate.");
    }

    /// <summary>Whether the loss's mean ends somewhere: where it does not, the largest mean of a few examples is no wall.</summary>
    private static bool HasBounds(Blueprint blueprint)
    {
        using var scope = NewDisposeScope();
        const float Extreme = 1e4f;
        var output = full(1, blueprint.Loss.OutputShape(blueprint.Networks.Shape).Size, Extreme);
        return Number(blueprint.Loss.Mean(output).max()) < Extreme / 2 || Number(blueprint.Loss.Mean(-output).min()) > -Extreme / 2;
    }

    private static string Loss(DiagnosedModel diagnosed) => diagnosed.Model.Blueprint.Loss.GetType().Name.ToLowerInvariant();

    private static double Share(Tensor condition) => Number(condition.to_type(ScalarType.Float32).mean());

    private static double Number(Tensor scalar) => scalar.item<float>();
}
