using System.Globalization;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Objectives;

namespace Hourglass.Evaluation;

/// <summary>
/// <c>bits_back_per_dimension</c>: the code length of bits-back coding. Only examples to which p(x|z) assigns a probability have a code length: zeros and ones
/// under the Bernoulli likelihood, levels under a categorical or a discretised logistic one. Grey values under the Bernoulli likelihood and densities of real
/// numbers have none.
/// </summary>
internal static class BitsBack
{
    private const string Reconstruction = "reconstruction_nats";
    private const string Divergence = "kl_nats";

    // In steps between two values of the loss: 32-bit numbers of 256 levels are off by 1e-5 steps.
    private const float Tolerance = 1e-3f;

    /// <summary>Whether the objective contains the two terms of the code length for unmodified examples.</summary>
    public static bool Concerns(Blueprint blueprint) =>
        blueprint is { CodeIsDistribution: true, Loss.IsDensity: true, Corruption: null }
        && blueprint.Terms.Any(term => term.Metric == Reconstruction) && blueprint.Terms.Any(term => term.Metric == Divergence);

    /// <summary>Why examples, in the units of the model, have no code length; null if they have one.</summary>
    public static string? Obstacle(Loss loss, Examples data)
    {
        var name = loss.GetType().Name.ToLowerInvariant();
        if (loss.DiscreteValues is not { } values) return $"The {name} loss is a density of real numbers, which have no code of finite length.";
        return Between(data, values - 1) is { } other
            ? string.Create(CultureInfo.InvariantCulture,
                $"The {name} loss assigns probabilities to {values} values from 0 to 1, but the examples have others, such as " +
                $"{other:0.####}; train on binary data (binarize=static) or use a loss for discrete levels, such as discretized-logistic.")
            : null;
    }

    /// <summary>The metric computed from these terms.</summary>
    public static Metric Of(Examples data, IReadOnlyList<Metric> terms) => new(
        "bits_back_per_dimension",
        LikelihoodEstimate.BitsPerDimensionOf(terms.Where(term => term.Name is Reconstruction or Divergence).Sum(term => term.Value),
            Padding.FeaturesOf(data)));

    /// <summary>A value that is not a multiple of 1 / steps; null if there is none.</summary>
    private static float? Between(Examples data, int steps)
    {
        float? found = null;
        data.ForEachChunk(values =>
        {
            for (var i = 0; found is null && i < values.Length; i++)
            {
                var step = values[i] * steps;
                if (!(MathF.Abs(step - MathF.Round(step)) < Tolerance)) found = values[i];
            }
        });
        return found;
    }
}
