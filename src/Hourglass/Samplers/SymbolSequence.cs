using Hourglass.Codes;
using Hourglass.Companions;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>The distribution of a code's symbols, each given those before it.</summary>
internal sealed class SymbolSequence : SamplerModule
{
    private const int Block = 256;
    private readonly SymbolLayout layout;
    private readonly SymbolNetwork network;
    private readonly GradientFit how;

    public SymbolSequence(SymbolLayout layout, SymbolNetwork network, GradientFit how)
        : base(nameof(SymbolSequence))
    {
        this.layout = layout;
        this.network = network;
        this.how = how;
        register_module("network", network);
    }

    public override void Fit(CompanionFit fit)
    {
        var model = fit.Model;
        using var seen = tensor(fit.Map(layout.Count, batch => ((QuantizedCode)model.Read(batch)).Indices.to_type(ScalarType.Float32)));
        using var indices = seen.to_type(ScalarType.Int64);
        using var raster = layout.ToRaster(indices);
        LikelihoodFit.Run(fit, how, network, raster, NegativeLogLikelihood);
    }

    public override Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control)
    {
        var codes = (ISymbols)model.Modules.Reader;
        return RowBlocks.Fill(count, model.Latent, control, (_, rows) => codes.Values(layout.FromRaster(DrawSymbols(rows, random))), Block);
    }

    /// <summary>-log p of symbols [rows, height, columns] in nats: [rows].</summary>
    public Tensor NegativeLogLikelihood(Tensor raster) =>
        nn.functional.cross_entropy(network.Logits(raster), raster, reduction: nn.Reduction.None).sum([1L, 2L]);

    /// <summary>Draws in raster order: [count, height, columns].</summary>
    internal Tensor DrawSymbols(int count, Generator random)
    {
        var symbols = zeros(count, layout.Height, layout.Columns, dtype: ScalarType.Int64);
        for (var row = 0; row < layout.Height; row++)
        {
            for (var column = 0; column < layout.Columns; column++)
            {
                // Rows below have no influence and need not be computed.
                using var scope = NewDisposeScope();
                var probabilities = network.Logits(symbols.narrow(1, 0, row + 1)).select(2, row).select(2, column).softmax(1);
                symbols.select(1, row).select(1, column).copy_(multinomial(probabilities, 1, replacement: true, generator: random).squeeze(1));
            }
        }

        return symbols;
    }
}
