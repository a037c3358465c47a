using Hourglass.Codes;
using Hourglass.Numerics;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A network that predicts each symbol of a quantised code from those before it, fitted by cross-entropy and sampled symbol by symbol: a gated
/// PixelCNN if the code consists of feature maps, as for VQ-VAE (van den Oord et al. 2017), and a masked dense network if it is a row.
/// </summary>
/// <param name="Channels">Feature maps of the PixelCNN.</param>
/// <param name="Layers">Layers of the PixelCNN.</param>
/// <param name="Kernel">Positions that a kernel spans; odd.</param>
/// <param name="Hidden">Widths of the dense network's hidden layers; null for [512].</param>
/// <param name="Training">How it is fitted; null for batches of 64 and otherwise the defaults.</param>
[PartName("pixelcnn")]
[Cites("oord2016", "A. van den Oord and N. Kalchbrenner and O. Vinyals and L. Espeholt and A. Graves and K. Kavukcuoglu",
    "Conditional image generation with PixelCNN decoders", "NIPS", 2016)]
public sealed record PixelCnnSampler(
    [property: Setting("feature maps (for codes on a grid)", Least = 1, Most = 4096)]
    int Channels = 64,
    [property: Setting("gated layers (for codes on a grid)", Least = 1, Most = 100)]
    int Layers = 5,
    [property: Setting("kernel size; odd (for codes on a grid)", Least = 3, Most = 99)]
    int Kernel = 5,
    [property: Setting("widths of the hidden layers (for codes in a row)")]
    ValueList<int>? Hidden = null,
    GradientFit? Training = null) : Sampler
{
    private static readonly OptionSet<PixelCnnSampler> Declared = new(() => new PixelCnnSampler(Hidden: [512]));
    private static readonly OptionSet<GradientFit> Fit = new(() => new GradientFit(BatchSize: 64));

    internal static readonly SamplerKind Kind = new()
    {
        Summary = "A network that predicts each symbol from the previous ones: a PixelCNN for codes on a grid, a masked dense network for codes in a row.",
        Codes = "symbols",
        Parameters = [.. Declared.Parameters, .. Fit.Parameters],
        Create = values => Declared.Read(values) with { Training = Fit.Read(values) },
    };

    private static ValueList<int> UsualHidden => Declared.Defaults.Hidden!;

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (Kernel % 2 == 0) yield return $"{What("kernel")} is {Got(Kernel)}; give {Allowed("an odd number, such as 5")}.";
        foreach (var violation in Training?.Violations() ?? []) yield return violation;
        if (blueprint.CodeKind is not QuantizedSpec)
            yield return $"The sampler '{What(Name)}' draws symbols, but the codes of the model '{Got(blueprint.Model)}' are not symbols; use " +
                $"{Allowed("the sampler mixture or prior, or the model vq-vae")}.";
        else if (SymbolLayout.Of(blueprint) is { IsGrid: false } row && (Hidden ?? UsualHidden).Any(width => width < row.Count))
            yield return $"The sampler '{What(Name)}' has a hidden layer of {Got((Hidden ?? UsualHidden).Min())} units, but the codes of the model " +
                $"'{blueprint.Model}' are rows of {row.Count} symbols, some of which would not see the previous one; give " +
                $"{Allowed($"hidden layers of at least {row.Count} units")}.";
    }

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => true;

    internal override SamplerModule Build(Blueprint blueprint, Generator random)
    {
        var layout = SymbolLayout.Of(blueprint);
        SymbolNetwork network = layout.IsGrid
            ? new GatedConvolutions(layout, Channels, Layers, Kernel, random)
            : new MaskedSymbols(layout, Hidden ?? UsualHidden, random);
        return new SymbolSequence(layout, network, Training ?? Fit.Defaults);
    }
}
