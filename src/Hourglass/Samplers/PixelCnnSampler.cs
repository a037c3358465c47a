using Hourglass.Codes;
using Hourglass.Numerics;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A network that predicts each symbol of a quantised code from those before it, fitted by cross-entropy and sampled symbol by symbol: a gated
/// PixelCNN if the code consists of feature maps, as for VQ-VAE (van den Oord et al. 2017), and a masked dense network if it is a row.
/// </summary>
/// <param name="Channels">Feature maps of the PixelCNN; at least 1.</param>
/// <param name="Layers">Layers of the PixelCNN; at least 1.</param>
/// <param name="Kernel">Positions that a kernel spans; odd and at least 3.</param>
/// <param name="Hidden">Widths of the dense network's hidden layers; null for [512].</param>
/// <param name="Training">How it is fitted; null for batches of 64 and otherwise the defaults.</param>
[PartName("pixelcnn")]
[Cites("oord2016", "A. van den Oord and N. Kalchbrenner and O. Vinyals and L. Espeholt and A. Graves and K. Kavukcuoglu",
    "Conditional image generation with PixelCNN decoders", "NIPS", 2016)]
public sealed record PixelCnnSampler(int Channels = 64, int Layers = 5, int Kernel = 5, ValueList<int>? Hidden = null, GradientFit? Training = null) : Sampler
{
    private static readonly IntegerParameter ChannelsOption = new("channels", 64, 1, 4096, "feature maps (for codes on a grid)");
    private static readonly IntegerParameter LayersOption = new("layers", 5, 1, 100, "gated layers (for codes on a grid)");
    private static readonly IntegerParameter KernelOption = new("kernel", 5, 3, 99, "kernel size; odd (for codes on a grid)");
    private static readonly IntegersParameter HiddenOption = new("hidden", [512], "widths of the hidden layers (for codes in a row)");
    private static readonly IntegerParameter BatchOption = GradientFit.BatchOption with { Default = 64 };

    internal static readonly SamplerKind Kind = new()
    {
        Summary = "A network that predicts each symbol from those before it: a PixelCNN on a grid, a masked dense network on a row.",
        Codes = "symbols",
        Parameters = [ChannelsOption, LayersOption, KernelOption, HiddenOption, GradientFit.EpochsOption, BatchOption, GradientFit.RateOption],
        Create = values => new PixelCnnSampler(
            (int)values.Get(ChannelsOption)!, (int)values.Get(LayersOption)!, (int)values.Get(KernelOption)!, values.Get(HiddenOption),
                GradientFit.Read(values)),
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Violations(Blueprint blueprint)
    {
        if (Channels < 1 || Layers < 1) yield return $"The PixelCNN has {Layers} layers of {Channels} feature maps; give at least 1 of each.";
        if (Kernel < 3 || Kernel % 2 == 0) yield return $"kernel is {Kernel}; give an odd number of at least 3, such as 5.";
        foreach (var width in (Hidden ?? []).Where(width => width < 1)) yield return $"A hidden layer of the sampler has {width} units; each needs at least 1.";
        foreach (var violation in Training?.Violations() ?? []) yield return violation;
        if (blueprint.CodeKind is not QuantizedSpec)
            yield return $"The sampler '{Name}' draws symbols, but the codes of the model '{blueprint.Model}' are not symbols; " +
                "use the sampler mixture or prior, or the model vq-vae.";
        else if (SymbolLayout.Of(blueprint) is { IsGrid: false } row && (Hidden ?? HiddenOption.Default!).Any(width => width < row.Count))
            yield return $"The sampler '{Name}' has a hidden layer of {(Hidden ?? HiddenOption.Default!).Min()} units, but the codes of the model " +
                $"'{blueprint.Model}' are rows of {row.Count} symbols, some of which would not see the previous one; " +
                $"give hidden layers of at least {row.Count} units.";
    }

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => true;

    internal override SamplerModule Build(Blueprint blueprint, Generator random)
    {
        var layout = SymbolLayout.Of(blueprint);
        SymbolNetwork network = layout.IsGrid
            ? new GatedConvolutions(layout, Channels, Layers, Kernel, random)
            : new MaskedSymbols(layout, Hidden ?? HiddenOption.Default!, random);
        return new SymbolSequence(layout, network, Training ?? new GradientFit(BatchSize: (int)BatchOption.Default!));
    }
}
