using Hourglass.Data;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>
/// Perceptual difference of two pictures, 1 - MS-SSIM (<see cref="MultiScaleSimilarity"/>), instead of a likelihood (J. Snell et al.,
/// "Learning to generate images with perceptual similarity metrics", ICIP 2017). The decoder gives logits; the picture is their
/// logistic function. It is not a density: it has no likelihood and no draws.
/// </summary>
/// <param name="Shape">The shape of one picture.</param>
/// <param name="Rate">Nats per number of an example for pictures that have nothing in common (MS-SSIM 0); above 0.</param>
[Cites("wang2003", "Z. Wang and E. P. Simoncelli and A. C. Bovik", "Multi-scale structural similarity for image quality assessment",
    "Asilomar Conference on Signals, Systems and Computers", 2003)]
public sealed record MsSsim(
    DataShape Shape,
    [property: Setting("nats per value that the msssim loss assigns to an image with nothing in common with its reconstruction", Name = "similarity_rate",
        AboveZero = true)]
    double Rate = 1) : Loss
{
    // The shape is that of the data.
    private static readonly OptionSet<MsSsim> Declared = new(() => new MsSsim(DataShape.Row(1)));

    internal static readonly NumberParameter SimilarityRate = Declared.Of<NumberParameter>(nameof(Rate));

    /// <summary>The choice <c>loss=msssim</c>.</summary>
    public static LossChoice Choice { get; } = new("msssim", "perceptual dissimilarity at several scales (MS-SSIM)",
        given => given.Read(Declared) with { Shape = given.Shape })
    { Options = [.. Declared.Parameters] };

    /// <inheritdoc/>
    public override bool NeedsUnitInterval => true;

    /// <inheritdoc/>
    public override LinkFunction? Link => LinkFunction.Logit;

    /// <inheritdoc/>
    public override bool IsDensity => false;

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape)
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (shape != Shape) yield return $"The {What("MS-SSIM loss")} is for images of shape {Got(Shape)}, but the data's are {shape}; " +
            $"{Allowed("create it for the data's shape")}.";
        if (!MultiScaleSimilarity.Fits(shape))
            yield return $"The {What("MS-SSIM loss")} compares windows of at least 3x3 pixels, but this data has " +
                $"{Got(shape.IsPicture ? "images" : "rows of numbers")} of shape {shape}; use " +
                $"{Allowed($"larger images or another loss, such as {Setting("loss", "bernoulli")}")}.";
    }

    /// <summary>Rate x size x (1 - MS-SSIM): [batch].</summary>
    public override Tensor NegativeLogLikelihood(Tensor output, Tensor target) =>
        (1 - MultiScaleSimilarity.Of(output.sigmoid(), target, Shape)) * (Rate * Shape.Size);

    /// <inheritdoc/>
    protected internal override MessageText CountsMoreBy => $"make the reconstruction count more (a larger {Setting("similarity_rate")})";

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output) => output.sigmoid();

    /// <inheritdoc/>
    public override Tensor Sample(Tensor output, Generator random) => Mean(output);
}
