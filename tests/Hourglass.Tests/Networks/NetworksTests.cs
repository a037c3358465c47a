using Hourglass.Codes;
using Hourglass.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Tests;

public sealed class NetworksTests
{
    private static readonly DataShape Picture = new(1, 12, 10);
    private static readonly DataShape Row = DataShape.Row(6);

    public static TheoryData<string, string> Unfit => new()
    {
        { "latent 0", "latent size is 0" },
        { "latent above the input", "latent size is 7, above the 6 numbers" },
        { "conv on rows", "use network=dense" },
        { "even kernel", "kernel is 4" },
        { "hidden 0", "0 units" },
        { "channels 0", "channels is '[4, 0]'" },
        { "no channels", "at least one level" },
        { "spatial vae", "spatial code is deterministic" },
        { "spatial size", "has 72 dimensions, not 5" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void What_does_not_fit_is_refused_in_a_sentence(string what, string says)
    {
        var body = new ConvSpec([4, 8], []);
        var spatial = new ConvSpec([4, 8], Hidden: null);
        Networks Conv(ConvSpec conv, int latent = 3) => new(Picture, latent, conv, conv);
        Blueprint blueprint = what switch
        {
            "latent 0" => Recipes.Ae(Networks.Dense(Row, [4], 0)),
            "latent above the input" => Recipes.Ae(Networks.Dense(Row, [4], 7)),
            "conv on rows" => Recipes.Ae(new Networks(Row, 3, body, body)),
            "even kernel" => Recipes.Ae(Conv(body with { Kernel = 4 })),
            "hidden 0" => Recipes.Ae(Networks.Dense(Row, [0], 3)),
            "channels 0" => Recipes.Ae(Conv(body with { Channels = [4, 0] })),
            "no channels" => Recipes.Ae(Conv(body with { Channels = [] })),
            "spatial vae" => Recipes.Vae(Networks.SpatialConv(Picture, [4, 8])),
            _ => Recipes.Ae(Conv(spatial, 5)),
        };
        Assert.Contains(says, Assert.Throws<UsageException>(() => blueprint.Build()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_violations_are_listed_at_once()
    {
        var conv = new ConvSpec([0], [], Kernel: 2);
        var message = Assert.Throws<UsageException>(() => Recipes.Ae(new Networks(Row, 0, conv, conv)).Build()).Message;
        Assert.All(["latent size", "use network=dense", "kernel is 2", "channels is '[0]'"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_spatial_head_without_levels_is_a_wrong_usage()
    {
        var recipe = Catalog.Find("ae");
        var settings = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["network"] = "conv", ["head"] = "spatial", ["channels"] = "[]" });
        Assert.Throws<UsageException>(() => recipe.ToBlueprint(settings, new DataTraits(Picture, InUnitInterval: true)).Build());
    }

    [Theory]
    [InlineData(Initialization.Glorot)]
    [InlineData(Initialization.He)]
    [InlineData(Initialization.LibTorch)]
    public void Weights_fill_their_interval_and_biases_are_zero(Initialization initialization)
    {
        var dense = new DenseSpec([60], Initialization: initialization);
        var conv = new ConvSpec([16, 24], [], Initialization: initialization);
        foreach (var (body, layers) in new (NetworkSpec Body, (string Name, double FanIn, double FanOut)[] Layers)[]
        {
            (dense, [("encoder.dense1", 120, 60), ("encoder.dense2", 60, 20), ("decoder.dense1", 10, 60), ("decoder.dense2", 60, 120)]),
            (conv, [("encoder.conv1", 9, 144), ("encoder.conv2", 144, 216), ("decoder.deconv2", 216, 216), ("decoder.deconv3", 216, 144),
                ("decoder.conv4", 144, 9)]),
        })
        {
            using var model = Recipes.Vae(new Networks(Picture, 10, body, body)).Build(3);
            var parameters = model.Modules.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
            foreach (var (name, fanIn, fanOut) in layers)
            {
                var bound = initialization switch
                {
                    Initialization.Glorot => Math.Sqrt(6 / (fanIn + fanOut)),
                    Initialization.He => Math.Sqrt(6 / fanIn),
                    _ => 1 / Math.Sqrt(fanIn),
                };
                var weights = Values(parameters[name + ".weight"]);
                var largest = weights.Max(Math.Abs);
                Assert.True(largest <= bound * 1.000001 && largest > bound * 0.9, $"{name}: {largest} of {bound}.");
                Assert.Equal(0, weights.Average(), 4.5 * bound / Math.Sqrt(3 * weights.Length));
                var biases = Values(parameters[name + ".bias"]);
                if (initialization != Initialization.LibTorch) Assert.All(biases, value => Assert.Equal(0, value));
                else Assert.InRange(biases.Max(Math.Abs), 1e-6, bound * 1.000001);
            }
        }
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("conv")]
    public void Equal_seeds_give_equal_weights(string network)
    {
        var blueprint = new Contracts.ContractCase("vae", network, "1x12x10", "bernoulli").Blueprint();
        using var first = blueprint.Build(7);
        using var same = blueprint.Build(7);
        using var other = blueprint.Build(8);
        var weights = TrainingRun.WeightsOf(first);
        Assert.All(TrainingRun.WeightsOf(same), pair => Assert.Equal(weights[pair.Key], pair.Value));
        Assert.All(TrainingRun.WeightsOf(other).Where(pair => pair.Key.EndsWith("weight", StringComparison.Ordinal)),
            pair => Assert.NotEqual(weights[pair.Key], pair.Value));
    }

    [Fact]
    public void Any_size_kernel_and_downsampling_comes_back_in_its_own_size() =>
        CsCheck.Check.Sample(
            CsCheck.Gen.Select(CsCheck.Gen.Int[1, 3], CsCheck.Gen.Int[2, 17], CsCheck.Gen.Int[2, 17], CsCheck.Gen.Int[0, 2], CsCheck.Gen.Bool,
                CsCheck.Gen.Int[1, 3]),
            (channels, height, width, kernel, pool, levels) =>
            {
                using var scope = NewDisposeScope();
                var shape = new DataShape(channels, height, width);
                var body = new ConvSpec([.. Enumerable.Repeat(2, levels)], Hidden: null, (2 * kernel) + 1, pool ? Downsampling.Pool : Downsampling.Stride);
                using var model = Recipes.Ae(new Networks(shape, body.SpatialSize(shape), body, body)).Build();
                var code = (PointCode)model.Read(new Batch(Drawn.Uniform([2, shape.Size])));
                Assert.Equal([2L, model.Latent], code.Location.shape);
                Assert.Equal([2L, shape.Size], model.Modules.Decoder.call(code.Location).shape);
            },
            iter: 60);

    private static double[] Values(Parameter parameter) => [.. parameter.data<float>().ToArray().Select(value => (double)value)];
}
