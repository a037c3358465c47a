using Hourglass.Codes;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Priors;

/// <summary>A normal distribution wrapped around the origin of the Poincare ball; its density is with respect to the ball's own volume.</summary>
/// <param name="Curvature">The ball's curvature is minus this, the code's.</param>
/// <param name="Deviation">Standard deviation of the velocity in lengths of the ball; above 0.</param>
public sealed record WrappedNormal(double Curvature = 1, double Deviation = 1) : Prior
{
    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        if (blueprint.CodeKind is not WrappedNormalSpec code)
            yield return $"A {What("prior in the Poincare ball")} needs a code there, and this model's is a {Got(blueprint.CodeKind.GetType().Name)}; give " +
                $"{Allowed("it another prior")}.";
        else if (code.Curvature != Curvature)
            yield return $"The {What("prior")} has the curvature {Got(Curvature)} and the code {code.Curvature}; give {Allowed("both the same")}.";
        if (Deviation is not > 0) yield return $"The {What("prior's deviation")} is {Got(Deviation)}; give {Allowed("a number above 0, such as 1")}.";

        // 32-bit numbers resolve the ball up to 12.2 / sqrt(c) from the origin. If much of a normal distribution lies beyond,
        // draws no longer follow their density, and the sampled KL decreases without bound as codes widen.
        const double Farthest = 12;
        var reach = Math.Sqrt(Curvature) * Deviation * (Math.Sqrt(blueprint.Networks.Latent) + 4);
        if (reach > Farthest)
            yield return $"In {Got(blueprint.Networks.Latent)} {What("dimensions")} with the curvature {Curvature} and the deviation {Deviation} draws " +
                $"would lie up to {reach:F1} units of curvature from the origin, and the ball's rim is at {Farthest}; give " +
                $"{Allowed("fewer latent dimensions or a smaller curvature")}.";
    }

    internal override PriorModule Build(Networks networks, Generator random) => new Module(new PoincareBall(Curvature), Deviation, networks.Latent);

    private sealed class Module(PoincareBall ball, double deviation, int latent) : PriorModule(nameof(WrappedNormal)), IDensity
    {
        public override Tensor Sample(int count, Generator random, Autoencoder model)
        {
            using var scope = NewDisposeScope();
            return ball.Wrap(zeros(count, latent, dtype: ScalarType.Float32),
                randn(count, latent, dtype: ScalarType.Float32, generator: random) * deviation).MoveToOuterDisposeScope();
        }

        // A velocity at the origin is twice as long in the ball as in flat coordinates.
        public override (Tensor Mean, Tensor Deviation) Marginals(Autoencoder model) =>
            (zeros(latent, dtype: ScalarType.Float32), full(latent, deviation / 2, dtype: ScalarType.Float32));

        public Tensor LogDensity(Tensor latent, Generator random, Autoencoder model) =>
            new WrappedNormalCode(zeros_like(latent), full_like(latent, 2 * Math.Log(deviation)), ball.Curvature).LogDensity(latent);
    }
}
