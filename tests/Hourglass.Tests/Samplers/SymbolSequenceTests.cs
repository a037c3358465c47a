using Hourglass.Companions;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

public sealed class SymbolSequenceTests
{
    private static readonly SymbolLayout Grid = new(Classes: 5, Depth: 2, Height: 3, Width: 4, IsGrid: true);
    private static readonly SymbolLayout Row = new(Classes: 4, Depth: 2, Height: 1, Width: 5, IsGrid: false);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_symbol_depends_on_those_before_it_and_on_no_other(bool isGrid)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var layout = isGrid ? Grid : Row;
        using var network = Network(layout);
        using var random = new Generator(4);
        var symbols = randint(layout.Classes, [1, layout.Height, layout.Columns], dtype: ScalarType.Int64, generator: random);
        var logits = Flat(network.Logits(symbols));
        for (var changed = 0; changed < layout.Count; changed++)
        {
            var other = symbols.clone();
            var (row, column) = (changed / layout.Columns, changed % layout.Columns);
            other[0, row, column] = (other[0, row, column] + 1) % layout.Classes;
            var moved = (Flat(network.Logits(other)) - logits).abs().amax([0L]).data<float>().ToArray();
            Assert.All(moved[..(changed + 1)], change => Assert.Equal(0, change));

            // All that follow move: no blind spot (the kernels reach across this grid).
            Assert.All(moved[(changed + 1)..], change => Assert.True(change > 0));
        }
    }

    [Fact]
    public void The_rows_so_far_are_enough()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var network = Network(Grid);
        using var random = new Generator(4);
        var symbols = randint(5, [2, 3, 8], dtype: ScalarType.Int64, generator: random);
        Assert.True(network.Logits(symbols).narrow(2, 0, 2).allclose(network.Logits(symbols.narrow(1, 0, 2)), atol: 1e-5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_learns_a_markov_chain(bool isGrid)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var layout = isGrid ? new SymbolLayout(3, 1, 2, 4, IsGrid: true) : new SymbolLayout(3, 1, 1, 8, IsGrid: false);
        var transition = tensor(new[] { 0.8f, 0.15f, 0.05f, 0.1f, 0.1f, 0.8f, 0.3f, 0.6f, 0.1f }).reshape(3, 3);
        var chain = Chain(1_000, transition, random).reshape(-1, layout.Height, layout.Columns);
        var how = new GradientFit(Epochs: 10, BatchSize: 50, LearningRate: 1e-2);
        using var network = Network(layout);
        using var sequence = new SymbolSequence(layout, network, how);
        using var model = KnownCodes.Points(2);
        using (var fit = new CompanionFit(Sampler.Kept, model, null, 1, _ => { }, TestContext.Current.CancellationToken))
            LikelihoodFit.Run(fit, how, network, chain, sequence.NegativeLogLikelihood);

        using var frozen = no_grad();
        var fresh = Chain(2_000, transition, random);
        var told = sequence.NegativeLogLikelihood(fresh.reshape(-1, layout.Height, layout.Columns)).mean().item<float>();
        var exact = Truth(fresh, transition);
        Assert.InRange(told, exact - 0.02, exact + 0.25);

        // The draws go over from symbol to symbol as the chain does.
        var drawn = sequence.DrawSymbols(3_000, random).reshape(-1, 8);
        var (from, to) = (drawn.narrow(1, 0, 7).reshape(-1), drawn.narrow(1, 1, 7).reshape(-1));
        var counts = ((from * 3) + to).bincount(null, 9).to_type(ScalarType.Float32).reshape(3, 3);
        Assert.True((counts / counts.sum(1, keepdim: true)).allclose(transition, atol: 0.05));
    }

    [Fact]
    public void Symbols_go_to_raster_order_and_back()
    {
        using var scope = NewDisposeScope();
        var indices = arange(2 * Grid.Count, dtype: ScalarType.Int64).reshape(2, Grid.Count);
        var raster = Grid.ToRaster(indices);
        Assert.Equal([2L, 3, 8], raster.shape);

        // Row 1, place 2: the coarse symbol (codebook 0) before the fine one (codebook 1).
        Assert.Equal((1 * 4) + 2, raster[0, 1, 4].item<long>());
        Assert.Equal(12 + (1 * 4) + 2, raster[0, 1, 5].item<long>());
        Assert.True(Grid.FromRaster(raster).eq(indices).all().item<bool>());
    }

    [Theory]
    [InlineData(null, 1, 1, 3, 3)] // A code vector of as many numbers as there are feature maps.
    [InlineData(null, 3, 3, 3, 3)] // Residual: three symbols a place.
    [InlineData(4, 1, 2, 3, 3)] // Two symbols share a place's eight maps.
    public void The_layout_follows_the_feature_maps(int? size, int depth, int symbols, int height, int width)
    {
        var networks = Networks.SpatialConv(new DataShape(1, 12, 10), [4, 8]);
        var layout = SymbolLayout.Of(Recipes.HrqVae(networks, codes: 6, depth, codeSize: size));
        Assert.Equal(new SymbolLayout(6, symbols, height, width, IsGrid: true), layout);
        var dense = SymbolLayout.Of(Recipes.HrqVae(Networks.Dense(DataShape.Row(12), [8], 6), codes: 6, depth, codeSize: 2));
        Assert.Equal(new SymbolLayout(6, depth, 1, 3, IsGrid: false), dense);
    }

    [Fact]
    public void A_codebook_with_fewer_symbols_than_places_is_no_grid()
    {
        // 8 maps of 4 x 4 places in vectors of 16 numbers: 8 symbols for each of two codebooks, as many together as there are places.
        var blueprint = Recipes.HrqVae(Networks.SpatialConv(new DataShape(1, 16, 16), [4, 8]), codes: 6, depth: 2, codeSize: 16);
        Assert.Equal(new SymbolLayout(6, 2, 1, 8, IsGrid: false), SymbolLayout.Of(blueprint));
        Assert.Empty(new PixelCnnSampler(Hidden: [16]).Violations(blueprint));
        Assert.EndsWith("rows of 16 symbols, some of which would not see the previous one; give hidden layers of at least 16 units.",
            Assert.Single(new PixelCnnSampler(Hidden: [20, 15]).Violations(blueprint)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_are_codes_that_the_model_can_have()
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.FsqAe(Networks.SpatialConv(new DataShape(1, 8, 8), [4]), new ValueList<int>([5, 3])).Build();
        var examples = new FloatExamples(Drawn.Uniform([30, 64]).data<float>().ToArray(), model.Shape);
        using var fitted = model.Fitted(new PixelCnnSampler(Channels: 8, Layers: 2, Kernel: 3, Training: new GradientFit(Epochs: 1)), examples);
        var drawn = fitted.Draw(20);
        Assert.All(drawn.Cast<float>(), value => Assert.Contains(value, new[] { -1f, -0.5f, 0, 0.5f, 1 }));
        Assert.True(drawn.Cast<float>().Distinct().Count() > 3);
    }

    private static SymbolNetwork Network(SymbolLayout layout)
    {
        using var random = new Generator(2);
        return layout.IsGrid ? new GatedConvolutions(layout, 8, 3, 5, random) : new MaskedSymbols(layout, [48], random);
    }

    private static Tensor Flat(Tensor logits) => logits.reshape(logits.shape[1], -1);

    /// <summary>Chains of 8 symbols, the first uniform: [count, 8].</summary>
    private static Tensor Chain(int count, Tensor transition, Generator random)
    {
        List<Tensor> symbols = [randint(3, [count], dtype: ScalarType.Int64, generator: random)];
        while (symbols.Count < 8) symbols.Add(multinomial(transition.index_select(0, symbols[^1]), 1, replacement: true, generator: random).squeeze(1));
        return stack([.. symbols], 1);
    }

    /// <summary>The mean of -log p of chains under the chain itself.</summary>
    private static double Truth(Tensor chain, Tensor transition)
    {
        var pairs = (chain.narrow(1, 0, 7) * 3) + chain.narrow(1, 1, 7);
        return Math.Log(3) - (transition.log().reshape(-1).index_select(0, pairs.reshape(-1)).sum().item<float>() / chain.shape[0]);
    }
}
