using CsCheck;
using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Layers;
using static TorchSharp.torch;

namespace Hourglass.Tests;

public sealed class ResidualSpecTests
{
    private static readonly DataShape Picture = new(1, 12, 10);
    private static readonly DataShape Row = DataShape.Row(6);

    [Fact]
    public void Any_picture_comes_back_in_its_own_size() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[2, 17], Gen.Int[2, 17], Gen.Bool, Gen.Bool, Gen.Int[1, 3]).Sample(
            (channels, height, width, pool, spatial, levels) =>
            {
                using var scope = NewDisposeScope();
                var shape = new DataShape(channels, height, width);
                var body = new ResidualSpec([.. Enumerable.Repeat(2, levels)], spatial ? null : [5], 2,
                    Downsampling: pool ? Downsampling.Pool : Downsampling.Stride);
                using var model = Recipes.Ae(new Networks(shape, spatial ? body.SpatialSize(shape) : 2, body, body)).Build();
                var code = (PointCode)model.Read(new Hourglass.Data.Batch(Drawn.Uniform([3, shape.Size])));
                Assert.Equal([3L, model.Latent], code.Location.shape);
                Assert.Equal([3L, shape.Size], model.Modules.Decoder.call(code.Location).shape);
            },
            iter: 60);

    [Theory]
    [InlineData("rows", 2, 8)]
    [InlineData("picture", 3, 24)]
    public void Each_block_adds_its_branch_to_what_comes_in(string data, int blocks, int expected)
    {
        using var scope = NewDisposeScope();
        var networks = data == "rows"
            ? Networks.Residual(Row, 2, hidden: [5, 4], blocks: blocks, activation: Activation.Tanh)
            : Networks.Residual(Picture, 2, channels: [4, 5], hidden: [3, 2], blocks: blocks, activation: Activation.Tanh);
        using var model = Recipes.Ae(networks).Build(1);
        var found = model.Modules.modules().OfType<ResidualBlockModule>().ToArray();
        Assert.Equal(expected, found.Length);
        foreach (var block in found)
        {
            var weights = block.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
            var isDense = weights.TryGetValue("branch.dense1.weight", out var first);
            var input = isDense ? Drawn.Normal([3, first!.shape[1]]) : Drawn.Normal([3, weights["branch.conv1.weight"].shape[1], 5, 4]);
            var branch = input.tanh();
            foreach (var layer in new[] { "1", "2" })
            {
                branch = isDense
                    ? nn.functional.linear(branch, weights[$"branch.dense{layer}.weight"], weights[$"branch.dense{layer}.bias"])
                    : nn.functional.conv2d(branch, weights[$"branch.conv{layer}.weight"], weights[$"branch.conv{layer}.bias"], padding: [1, 1]);
                if (layer == "1") branch = branch.tanh();
            }

            Assert.True(block.call(input).allclose(input + branch, 1e-5, 1e-6));
            Assert.False(block.call(input).allclose(input, 1e-5, 1e-6));
        }
    }

    [Theory]
    [InlineData("conv on rows", "give channels=[]")]
    [InlineData("nothing", "at least one dense layer")]
    [InlineData("no head", "at least one dense layer")]
    [InlineData("blocks", "blocks is 0")]
    [InlineData("kernel", "kernel is 2")]
    [InlineData("width", "has 0 units")]
    [InlineData("spatial vae", "spatial code is deterministic")]
    [InlineData("spatial size", "has 96 dimensions, not 5")]
    public void What_does_not_fit_is_refused_in_a_sentence(string what, string says)
    {
        var body = new ResidualSpec([4, 8], []);
        var spatial = body with { Hidden = null, Channels = [4, 16] };
        Networks With(NetworkSpec spec, int latent = 3) => new(Picture, latent, spec, spec);
        Blueprint blueprint = what switch
        {
            "conv on rows" => Recipes.Ae(new Networks(Row, 3, body, body)),
            "nothing" => Recipes.Ae(With(body with { Channels = [] })),
            "no head" => Recipes.Ae(With(body with { Channels = [], Hidden = null })),
            "blocks" => Recipes.Ae(With(body with { Blocks = 0 })),
            "kernel" => Recipes.Ae(With(body with { Kernel = 2 })),
            "width" => Recipes.Ae(With(body with { Hidden = [0] })),
            "spatial vae" => Recipes.Vae(With(spatial, 96)),
            _ => Recipes.Ae(With(spatial with { Channels = [4, 8, 24] }, 5)),
        };
        Assert.Contains(says, Assert.Throws<UsageException>(() => blueprint.Build()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_recipe_that_takes_any_network_takes_this_one_on_pictures_and_rows()
    {
        foreach (var recipe in Catalog.All.Where(recipe => recipe.Networks is null && recipe.Id != "pca"))
        {
            var settings = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["network"] = "residual", ["blocks"] = "3" });
            foreach (var shape in new[] { Picture, Row })
            {
                if (recipe.Data is not DataDemand.Any && !shape.IsPicture) continue;
                var blueprint = recipe.ToBlueprint(settings, new DataTraits(shape, InUnitInterval: true, Classes: 3));
                using var model = blueprint.Build();
                Assert.Equal(3, Assert.IsType<ResidualSpec>(blueprint.Networks.Encoder).Blocks);
            }
        }
    }

    [Fact]
    public void A_spatial_head_makes_the_feature_maps_the_code()
    {
        var recipe = Catalog.Find("ae");
        var settings = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["network"] = "residual", ["head"] = "spatial", ["channels"] = "[4,8]" });
        using var model = recipe.ToBlueprint(settings, new DataTraits(Picture, InUnitInterval: true)).Build();
        Assert.Equal(8 * 3 * 3, model.Latent);
    }
}
