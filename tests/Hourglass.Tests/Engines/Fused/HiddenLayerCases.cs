using Hourglass.Data;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Kernels;
using Hourglass.Layers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Engines;

/// <summary>Plans of bodies with residual blocks, normalisation and dropout.</summary>
internal static class HiddenLayerCases
{
    private static readonly DataShape Row = DataShape.Row(23);
    private static readonly DataShape Picture = new(2, 7, 9);

    public static Dictionary<string, Blueprint> All { get; } = Make();

    /// <summary>Has dropout layers leave out what the plan's did.</summary>
    public static void DropAsThePlanDid(Autoencoder exact, FusedPlan plan)
    {
        var found = exact.Modules.named_modules().Where(pair => pair.module is DropoutModule).ToArray();
        Assert.Equal(found.Select(pair => pair.name).Order(StringComparer.Ordinal),
            plan.Dropouts.Select(dropout => dropout.Name).Order(StringComparer.Ordinal));
        foreach (var (name, module) in found)
        {
            var dropped = plan.Dropouts.Single(dropout => dropout.Name == name);
            var mask = Factors(dropped);
            var share = mask.eq(0).to_type(ScalarType.Float64).mean().item<double>();
            Assert.InRange(share, 0.01, 0.8);
            var layer = (DropoutModule)module;
            layer.Random = new Generator(1);
            layer.register_forward_hook((_, input, _) => input * mask.view(input.shape));
        }
    }

    /// <summary>What a dropout layer multiplied by, [rows, features] in libtorch's order.</summary>
    public static Tensor Factors(DropoutLayer layer)
    {
        var (mask, rows) = (layer.Mask, layer.Rows);
        var values = new double[rows, mask.Channels, mask.Height, mask.Width];
        for (var row = 0; row < rows; row++)
        {
            for (var channel = 0; channel < mask.Channels; channel++)
            {
                for (var y = 0; y < mask.Height; y++)
                {
                    for (var x = 0; x < mask.Width; x++) values[row, channel, y, x] = At(row, channel, y, x);
                }
            }
        }

        return tensor(values).flatten(1);

        unsafe float At(int row, int channel, int y, int x) => mask.At(row / Panels.Lanes, y, x, channel)[row % Panels.Lanes];
    }

    public static void RunningFiguresAreEqual(Autoencoder exact, Autoencoder model)
    {
        foreach (var (name, buffer) in exact.Modules.named_buffers().Where(pair => pair.name.Contains("running", StringComparison.Ordinal)))
        {
            var actual = model.Modules.named_buffers().Single(pair => pair.name == name).buffer.to_type(ScalarType.Float64);
            Assert.True(actual.allclose(buffer, 1e-5, 1e-6), name);
        }
    }

    public static IEnumerable<float> Buffers(Autoencoder model) =>
        model.Modules.named_buffers().Where(pair => pair.name.Contains("running",
            StringComparison.Ordinal)).SelectMany(pair => pair.buffer.data<float>().ToArray());

    private static Dictionary<string, Blueprint> Make()
    {
        Dictionary<string, Blueprint> cases = new(StringComparer.Ordinal)
        {
            ["residual rows"] = Recipes.Vae(Networks.Residual(Row, 5, hidden: [19, 45], blocks: 2)),
            ["residual rows linear"] = Recipes.Ae(Networks.Residual(Row, 5, hidden: [19], activation: Activation.Linear)),
            ["residual rows gelu"] = Recipes.Ae(Networks.Residual(Row, 5, hidden: [19], activation: Activation.Gelu)),
            ["residual picture"] = Recipes.Vae(With(new ResidualSpec([3, 5], [], 2))),
            ["residual picture dense head"] = Recipes.Ae(With(new ResidualSpec([3, 5], [11], Activation: Activation.Silu))),
            ["residual pool"] = Recipes.Vae(With(new ResidualSpec([3, 4], [], Downsampling: Downsampling.Pool, Activation: Activation.Tanh))),
            ["residual spatial"] = Recipes.Sparse(With(new ResidualSpec([3, 5], null), 5 * 2 * 3), 0.1, codeActivation: Activation.Sigmoid),
            ["residual on pictures without convolutions"] = Recipes.Ae(With(new ResidualSpec([], [17]))),
        };
        cases["residual conditional"] = Recipes.Cvae(Networks.Residual(Row, 5, hidden: [19]), new LabelCondition(3));
        cases["residual conditional picture"] = Recipes.Cvae(With(new ResidualSpec([3, 5], [11])), new LabelCondition(3));
        foreach (var (layers, normalization,
            dropout) in new[] { ("batch", Normalization.Batch, 0), ("layer", Normalization.Layer, 0), ("dropout", Normalization.None, 0.4),
            ("batch dropout", Normalization.Batch, 0.2), ("layer dropout", Normalization.Layer, 0.2) })
        {
            cases[$"dense {layers}"] = Recipes.Vae(Networks.Dense(Row, [19, 45], 5, normalization: normalization, dropout: dropout));
            cases[$"dense gelu ae {layers}"] = Recipes.Ae(Networks.Dense(Row, [19], 5, Activation.Gelu, normalization: normalization, dropout: dropout));
            cases[$"dense wae {layers}"] = Recipes.Wae(Networks.Dense(Row, [19], 5, normalization: normalization, dropout: dropout), 20);
            cases[$"dense conditional {layers}"] = Recipes.Cvae(Networks.Dense(Row, [19], 5, normalization: normalization, dropout: dropout),
                new LabelCondition(3));
            cases[$"conv conditional {layers}"] = Recipes.Cvae(With(new ConvSpec([3, 5], [11], Normalization: normalization, Dropout: dropout)),
                new LabelCondition(3));
            cases[$"conv {layers}"] = Recipes.Vae(With(new ConvSpec([3, 5], [11], Normalization: normalization, Dropout: dropout)));
            cases[$"conv pool {layers}"] = Recipes.Ae(With(new ConvSpec([4, 3], [], Downsampling: Downsampling.Pool, Activation: Activation.Silu,
                Normalization: normalization, Dropout: dropout)));
            cases[$"conv spatial {layers}"] = Recipes.Sparse(With(new ConvSpec([3, 5], null, Normalization: normalization, Dropout: dropout), 5 * 2 * 3), 0.1,
                codeActivation: Activation.Linear);
            cases[$"residual rows {layers}"] = Recipes.Vae(Networks.Residual(Row, 5, hidden: [19, 45], normalization: normalization, dropout: dropout));
            cases[$"residual picture {layers}"] = Recipes.RegularizedL2(With(new ResidualSpec([3, 5], [11], Normalization: normalization, Dropout: dropout)),
                0.4, 0.02);
            cases[$"residual pool {layers}"] = Recipes.Vae(With(new ResidualSpec([3, 4], [], 2, Downsampling: Downsampling.Pool, Normalization: normalization,
                Dropout: dropout)));
            cases[$"residual spatial {layers}"] = Recipes.Sparse(With(new ResidualSpec([3, 5], null, Normalization: normalization, Dropout: dropout),
                5 * 2 * 3), 0.1, codeActivation: Activation.Linear);
        }

        return cases;
    }

    private static Networks With(NetworkSpec spec, int latent = 5) => new(Picture, latent, spec, spec);
}
