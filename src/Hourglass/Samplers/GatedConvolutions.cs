using Hourglass.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>A gated PixelCNN over a grid of symbols (van den Oord et al. 2016); a learnt map tells it the position of a symbol.</summary>
internal sealed class GatedConvolutions : SymbolNetwork
{
    private const int EmbeddingSize = 16;
    private readonly SymbolLayout layout;
    private readonly Parameter embedding;
    private readonly Parameter places;
    private readonly ModuleList<GatedLayer> layers = [];
    private readonly MaskedConvolution before;
    private readonly MaskedConvolution last;

    public GatedConvolutions(SymbolLayout layout, int channels, int layerCount, int kernel, Generator random)
        : base(nameof(GatedConvolutions))
    {
        this.layout = layout;

        // Each symbol of a position has its own entries, and kernels span the same number of positions for any number of symbols per position.
        embedding = Weights(random, layout.Classes, EmbeddingSize, layout.Depth * layout.Classes, EmbeddingSize);
        WeightLimit.Claim(channels, layout.Height, layout.Columns);
        places = nn.Parameter(zeros(1, channels, layout.Height, layout.Columns, dtype: ScalarType.Float32));
        var columns = (2 * (kernel / 2) * layout.Depth) + 1;
        for (var i = 0; i < layerCount; i++) layers.Add(new GatedLayer(i == 0 ? EmbeddingSize : channels, channels, kernel, columns, i == 0, random));
        before = new MaskedConvolution(channels, channels, 1, 1, (_, _) => true, random);
        last = new MaskedConvolution(channels, layout.Classes, 1, 1, (_, _) => true, random);
        register_parameter("embedding", embedding);
        register_parameter("places", places);
        register_module("layers", layers);
        register_module("before", before);
        register_module("last", last);
    }

    public override Tensor Logits(Tensor symbols)
    {
        var offsets = arange(layout.Columns, dtype: ScalarType.Int64).remainder(layout.Depth) * layout.Classes;
        var entries = embedding.index_select(0, (symbols + offsets).reshape(-1));
        var input = entries.reshape([.. symbols.shape, EmbeddingSize]).permute(0, 3, 1, 2);
        var (above, left) = layers[0].Call(input, input);
        left = left + places.narrow(2, 0, symbols.shape[1]);
        for (var i = 1; i < layers.Count; i++) (above, left) = layers[i].Call(above, left);
        return last.call(before.call(left.relu()).relu());
    }
}
