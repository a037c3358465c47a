using Hourglass.Losses;
using static TorchSharp.torch;

namespace Hourglass.Tests.Losses;

/// <summary>The densities of single features that losses stand for, with outputs from the middle of their range and from its rims.</summary>
internal static class Densities
{
    /// <summary>A loss, what the decoder gives for one feature, and where the feature can be: a grid of this many steps from low to high.</summary>
    public sealed record Density(IndependentLoss Loss, double[] Output, double Low, double High, int Steps)
    {
        /// <summary>Whether the feature takes the values of the grid alone, each with a mass.</summary>
        public bool IsDiscrete => Loss is Bernoulli or DiscretizedLogistic or Categorical;

        /// <summary>Values of the feature and their weights: masses, or density times the weights of Simpson's rule.</summary>
        public (double[] Values, double[] Weights) Weigh()
        {
            using var scope = NewDisposeScope();
            var step = (High - Low) / Steps;
            double[] values = [.. Enumerable.Range(0, Steps + 1).Select(i => Low + (i * step))];
            var nats = Loss.PerFeature(Row.expand(values.Length, Output.Length), tensor(values).reshape(-1, 1)).data<double>().ToArray();
            return (values, [.. nats.Select((nat, i) => Math.Exp(-nat) * (IsDiscrete ? 1 : step / 3 * (i == 0 || i == Steps ? 1 : i % 2 == 0 ? 2 : 4)))]);
        }

        /// <summary>The output as one row [1, numbers].</summary>
        public Tensor Row => tensor(Output).reshape(1, -1);

        public override string ToString() => $"{Loss.GetType().Name} {string.Join(' ', Output)}";
    }

    public static IReadOnlyList<Density> All { get; } =
    [
        .. new double[] { -3, 0, 0.7 }.Select(logit => new Density(new Bernoulli(), [logit], 0, 1, 1)),
        .. new[] { -40, -3, -0.51, -0.5, -0.499, -0.1, -1e-4, 0, 1e-9, 1e-3, 0.3, 0.4999, 0.5, 0.5001, 2, 25 }.Select(logit => new Density(new ContinuousBernoulli(), [logit], 0, 1, 4000)),
        .. new[] { 0.3, 1 }.Select(deviation => new Density(new Gaussian(deviation), [0.4], 0.4 - (12 * deviation), 0.4 + (12 * deviation), 4000)),
        .. new[] { 0.1, 1, 3 }.Select(scale => new Density(new Laplace(scale), [-0.7], -0.7 - (40 * scale), -0.7 + (40 * scale), 20000)),
        new Density(new Docs.Logistic(0.3), [0.4], 0.4 - 12, 0.4 + 12, 8000),
        .. new[] { -50, -2, 0, 0.5 }.Select(raw => new Density(new LearnedGaussian(), [0.2, raw], 0.2 - Reach(raw, 0.0025), 0.2 + Reach(raw, 0.0025), 4000)),
        .. new[] { -50, -2, 0, 0.5 }.Select(raw => new Density(new HeteroscedasticGaussian(), [-0.3, raw], -0.3 - Reach(raw, 0.05), -0.3 + Reach(raw, 0.05),
            4000)),
        .. from location in new[] { -0.5, 0, 0.32, 1.3 } from raw in new double[] { -50, -6, -3, 0, 2 } select new Density(new DiscretizedLogistic(),
            [location, raw], 0, 1, 255),
        new Density(new DiscretizedLogistic(4), [0.4, -1], 0, 1, 3),
        new Density(new Categorical(2), [0.3, -0.9], 0, 1, 1),
        new Density(new Categorical(5), [0.1, -2, 1.5, 0, 0.4], 0, 1, 4),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, All.Count)];

    private static double Reach(double raw, double floor) => 14 * (floor + Math.Exp(raw));
}
