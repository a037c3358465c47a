using Hourglass.Data;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// Independent Laplace features of one fixed scale; the decoder gives the locations. It is the absolute error, which allows single
/// features to be far off in cases where the squared error blurs.
/// </summary>
/// <param name="Scale">b in exp(-|x - m| / b) / 2b; above 0. At the default 1 the loss is the sum of absolute errors plus size * log 2.</param>
public sealed record Laplace(
    [property: Setting("scale of the laplace loss; with the default the loss is the sum of absolute errors", Name = "laplace_scale", AboveZero = true)]
    double Scale = 1) : IndependentLoss
{
    private static readonly OptionSet<Laplace> Declared = new(() => new Laplace());

    /// <summary>The choice <c>loss=laplace</c>.</summary>
    public static LossChoice Choice { get; } = LossChoice.Of("laplace", "absolute error: Laplace with a fixed scale", Declared);

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape) => Declared.Violations(this);

    /// <inheritdoc/>
    public override Tensor PerFeature(Tensor output, Tensor target) => ((output - target).abs() * (1 / Scale)) + Math.Log(2 * Scale);

    /// <inheritdoc/>
    public override LinkFunction? Link => LinkFunction.Identity;

    /// <inheritdoc/>
    public override double? StartAt(double mean) => mean;

    /// <inheritdoc/>
    protected internal override MessageText CountsMoreBy => $"make the reconstruction count more (a smaller {Setting("laplace_scale")})";

    /// <inheritdoc/>
    internal override PanelLikelihood? Kernel(int features) =>
        new FeatureLikelihood(LikelihoodKernel.Of<LaplaceLikelihood>(1 / Scale), features, features * Math.Log(2 * Scale));

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output) => output.alias();

    /// <summary>By the inverse distribution function, m - b sign(u) log(1 - 2 |u|) with u uniform in [-1/2, 1/2).</summary>
    public override Tensor Sample(Tensor output, Generator random)
    {
        const double Least = 1e-7;
        var uniform = rand(output.shape, dtype: output.dtype, generator: random) - 0.5;
        return output - (uniform.sign() * (1 - (uniform.abs() * 2)).clamp_min(Least).log() * Scale);
    }
}
