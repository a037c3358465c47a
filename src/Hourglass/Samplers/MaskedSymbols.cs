using Hourglass.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A masked dense network over a row of symbols, each with an embedding of its position, for codes whose positions are not alike (Germain et al. 2015).
/// </summary>
internal sealed class MaskedSymbols : SymbolNetwork
{
    private const int EmbeddingSize = 8;
    private readonly SymbolLayout layout;
    private readonly Parameter embedding;
    private readonly ModuleList<MaskedDense> layers = [];

    public MaskedSymbols(SymbolLayout layout, ValueList<int> hidden, Generator random)
        : base(nameof(MaskedSymbols))
    {
        this.layout = layout;
        embedding = Weights(random, layout.Classes, EmbeddingSize, layout.Count * layout.Classes, EmbeddingSize);

        // Symbols are numbered from 1. A unit with number m depends on the symbols up to m.
        var before = Numbered(layout.Count, EmbeddingSize);
        foreach (var width in hidden)
        {
            WeightLimit.Claim(width);
            int[] units = [.. Enumerable.Range(0, width).Select(unit => (int)((long)unit * layout.Count / width))];
            layers.Add(new MaskedDense(before, units, (input, unit) => input <= unit, random));
            before = units;
        }

        layers.Add(new MaskedDense(before, Numbered(layout.Count, layout.Classes), (input, output) => input < output, random));
        register_parameter("embedding", embedding);
        register_module("layers", layers);
    }

    public override Tensor Logits(Tensor symbols)
    {
        var offsets = arange(layout.Count, dtype: ScalarType.Int64) * layout.Classes;
        var state = embedding.index_select(0, (symbols.reshape(-1, layout.Count) + offsets).reshape(-1)).reshape(symbols.shape[0], -1);
        for (var i = 0; i < layers.Count; i++)
        {
            state = layers[i].call(state);
            if (i < layers.Count - 1) state = Activation.Elu.Apply(state);
        }

        return state.reshape(symbols.shape[0], layout.Height, layout.Columns, layout.Classes).permute(0, 3, 1, 2);
    }

    /// <summary>1, 1, ..., 2, 2, ...: each number <paramref name="times"/> times.</summary>
    private static int[] Numbered(int count, int times) => [.. Enumerable.Range(1, count).SelectMany(number => Enumerable.Repeat(number, times))];
}
