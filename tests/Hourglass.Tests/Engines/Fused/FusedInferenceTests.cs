using Hourglass.Data;
using Hourglass.Engines.Fused.Inference;
using Hourglass.Losses;
using Hourglass.Passes;
using Hourglass.Preparation;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Engines;

/// <summary>Plans without gradients against libtorch, on shapes that fill no vector.</summary>
public sealed class FusedInferenceTests
{
    private const double Rounding = 2e-5;
    private static readonly DataShape Picture = new(2, 7, 9);

    public static TheoryData<string> Cases => [.. All.Keys];

    private static Dictionary<string, Blueprint> All { get; } = new(StringComparer.Ordinal)
    {
        ["ae"] = Recipes.Ae(Dense(Activation.Relu)),
        ["ae linear"] = Recipes.Ae(Networks.Dense(DataShape.Row(23), hidden: [], latent: 5)),
        ["ae gaussian"] = Recipes.Ae(Dense(Activation.Relu), new Gaussian(0.3)),
        ["ae laplace"] = Recipes.Ae(Dense(Activation.Relu), new Laplace(0.7)),
        ["ae learned gaussian"] = Recipes.Ae(Dense(Activation.Relu), new LearnedGaussian()),
        ["ae code activation"] = Recipes.Ae(Dense(Activation.Relu), codeActivation: Activation.Sigmoid),
        ["vae leaky"] = Recipes.Vae(Dense(Activation.LeakyRelu)),
        ["vae elu"] = Recipes.Vae(Dense(Activation.Elu)),
        ["vae gelu"] = Recipes.Vae(Dense(Activation.Gelu)),
        ["vae silu"] = Recipes.Vae(Dense(Activation.Silu)),
        ["vae softplus"] = Recipes.Vae(Dense(Activation.Softplus)),
        ["vae tanh"] = Recipes.Vae(Dense(Activation.Tanh)),
        ["vae sigmoid"] = Recipes.Vae(Dense(Activation.Sigmoid)),
        ["contractive"] = Recipes.Contractive(Dense(Activation.Sigmoid)),
        ["iwae"] = Recipes.Iwae(Dense(Activation.Relu), samples: 3),
        ["conv ae"] = Recipes.Ae(Conv(new ConvSpec([3, 5], []), 5)),
        ["conv vae"] = Recipes.Vae(Conv(new ConvSpec([3, 5], [11], Activation: Activation.Gelu), 5)),
        ["conv pool"] = Recipes.Vae(Conv(new ConvSpec([7, 4], [], Downsampling: Downsampling.Pool), 5)),
        ["conv kernel 5"] = Recipes.Vae(Conv(new ConvSpec([3], [], Kernel: 5, Activation: Activation.Tanh), 5)),
        ["conv kernel 7 pool"] = Recipes.Ae(Conv(new ConvSpec([3, 2], [], Kernel: 7, Downsampling: Downsampling.Pool, Activation: Activation.Silu), 5)),
        ["conv spatial"] = Recipes.Ae(Conv(new ConvSpec([3, 5], null), 5 * 2 * 3)),
        ["conv encoder, dense decoder"] = Recipes.Vae(new Networks(Picture, 5, new ConvSpec([3, 5], []), new DenseSpec([19]))),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Codes_and_reconstructions_are_libtorchs(string name)
    {
        using var model = Built(name);
        var fused = new FusedInference(model);
        foreach (var count in new[] { 33, 64, 150, 301 })
        {
            var examples = Examples(count, model.Shape);
            var codes = model.EncodeByTorch(examples);
            Close(codes, fused.Encode(examples));
            Close(model.ReconstructByTorch(examples), fused.Reconstruct(examples));
            Close(DecodeByTorch(model, codes), fused.Decode(codes, conditions: null, draws: null));
        }
    }

    [Fact]
    public void The_public_methods_scale_on_the_way_in_and_out()
    {
        using var model = Built("ae gaussian");
        var examples = Examples(100, model.Shape);
        model.Preparation = DataPreparation.Fit(ScalingKind.Standard, examples);
        var (codes, whole) = (model.Encode(examples), model.Reconstruct(examples));
        Close(model.EncodeByTorch(model.Preparation.Apply(examples)), codes);
        Close(whole, model.Decode(codes));
        for (var start = 0; start < 100; start += 20)
        {
            // So few rows are libtorch's.
            var some = model.Reconstruct(examples.Select([.. Enumerable.Range(start, 20)]));
            for (var i = 0; i < 20; i++) Assert.Equal(some[i, 7], whole[start + i, 7], Rounding);
        }
    }

    [Fact]
    public void Pictures_kept_as_bytes_need_no_copy_of_their_own()
    {
        using var model = Built("conv vae");
        var bytes = new byte[77 * Picture.Size];
        new Random(5).NextBytes(bytes);
        var examples = new ByteExamples(bytes, Picture);
        Close(model.ReconstructByTorch(examples), new FusedInference(model).Reconstruct(examples));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(40)]
    public void White_margins_are_left_out_and_change_nothing(int inked)
    {
        using var model = Recipes.Vae(Networks.Dense(new DataShape(1, 12, 11), [70, 65], 5)).Build(seed: 3);
        var random = new Random(4);
        var bytes = new byte[90 * 132];
        for (var i = 0; i < bytes.Length; i++)
        {
            // Some stretches with gaps of every length, and in the second panel some others.
            var feature = i % 132 * (i / 132 < 32 ? 1 : 7) % 41;
            if (feature < inked) bytes[i] = (byte)random.Next(256);
        }

        var examples = new ByteExamples(bytes, model.Shape);
        var fused = new FusedInference(model);
        Close(model.EncodeByTorch(examples), fused.Encode(examples));
        Close(model.ReconstructByTorch(examples), fused.Reconstruct(examples));
    }

    [Fact]
    public void A_row_does_not_depend_on_the_rows_beside_it()
    {
        using var model = Built("conv vae");
        var fused = new FusedInference(model);
        var examples = Examples(500, model.Shape);
        var all = RowChunks.ToArray(fused.Reconstruct(examples)!);
        int[] chosen = [.. Enumerable.Range(0, 41).Select(i => 499 - (7 * i))];
        var some = RowChunks.ToArray(fused.Reconstruct(examples.Select(chosen))!);
        for (var i = 0; i < chosen.Length; i++)
        {
            for (var j = 0; j < model.Shape.Size; j++) Assert.Equal(all[chosen[i], j], some[i, j]);
        }
    }

    [Theory]
    [InlineData("vae tanh")]
    [InlineData("conv vae")]
    public void Weights_may_change_between_calls(string name)
    {
        using var model = Built(name);
        var fused = new FusedInference(model);
        var examples = Examples(64, model.Shape);
        var before = RowChunks.ToArray(fused.Reconstruct(examples)!);
        using (no_grad())
        {
            foreach (var (_, parameter) in model.Modules.named_parameters()) parameter.mul_(1.5);
        }

        var after = RowChunks.ToArray(fused.Reconstruct(examples)!);
        Close(model.ReconstructByTorch(examples), after);
        Assert.True(Math.Abs(before[0, 0] - after[0, 0]) > 1e-4);
    }

    [Fact]
    public void Parameters_of_another_type_are_libtorchs()
    {
        using var model = Built("ae");
        var fused = new FusedInference(model);
        var examples = Examples(64, model.Shape);
        Assert.NotNull(fused.Encode(examples));
        model.Modules.to(ScalarType.Float64);
        Assert.Null(fused.Encode(examples));
        model.Modules.to(ScalarType.Float32);
        Close(model.EncodeByTorch(examples), fused.Encode(examples));
    }

    [Fact]
    public void Many_threads_may_ask_at_once()
    {
        using var model = Built("vae tanh");
        var fused = new FusedInference(model);
        var examples = Examples(200, model.Shape);
        var expected = RowChunks.ToArray(fused.Reconstruct(examples)!);
        var wrong = 0;
        Parallel.For(0, 64, _ =>
        {
            var actual = RowChunks.ToArray(fused.Reconstruct(examples)!);
            if (!actual.Cast<float>().SequenceEqual(expected.Cast<float>())) Interlocked.Increment(ref wrong);
        });
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Few_rows_and_models_that_cannot_be_compiled_are_libtorchs()
    {
        using var model = Built("ae");
        Assert.Null(new FusedInference(model).Encode(Examples(FusedInference.FewRows, model.Shape)));
        using var tied = Recipes.Tied(DataShape.Row(23), [], 5).Build(seed: 3);
        Assert.Null(new FusedInference(tied).Reconstruct(Examples(64, tied.Shape)));
        using var flow = Recipes.FlowVae(Dense(Activation.Relu)).Build(seed: 3);
        Assert.Null(new FusedInference(flow).Encode(Examples(64, flow.Shape)));
        using var sphere = Recipes.SphereVae(Dense(Activation.Relu)).Build(seed: 3);
        Assert.Null(new FusedInference(sphere).Encode(Examples(64, sphere.Shape)));
        Assert.Equal(64, sphere.Encode(Examples(64, sphere.Shape)).GetLength(0));
    }

    private static Autoencoder Built(string name)
    {
        var model = All[name].Build(seed: 3);
        using var frozen = no_grad();
        using var random = new Generator(9);
        foreach (var (_, parameter) in model.Modules.named_parameters().Where(pair => pair.name.EndsWith("bias", StringComparison.Ordinal)))
            parameter.copy_(randn(parameter.shape, generator: random) * 0.3);
        return model;
    }

    private static float[,] DecodeByTorch(Autoencoder model, float[,] codes)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var result = new float[codes.GetLength(0), model.Shape.Size];
        Autoencoder.Store(model.Blueprint.Loss.Mean(model.Modules.Decode(tensor(codes), null)), result);
        return result;
    }

    private static void Close(float[,] expected, RowComputation? actual)
    {
        Assert.NotNull(actual);
        Close(expected, RowChunks.ToArray(actual));
    }

    private static void Close(float[,] expected, float[,]? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        var worst = expected.Cast<float>().Zip(actual.Cast<float>(), (a, b) => Math.Abs(a - b) / (1 + Math.Abs(a))).Max();
        Assert.True(worst < Rounding, $"{worst}");
    }

    private static Networks Dense(Activation activation) => Networks.Dense(DataShape.Row(23), [19, 45], 5, activation);

    private static Networks Conv(ConvSpec spec, int latent) => new(Picture, latent, spec, spec);

    private static FloatExamples Examples(int count, DataShape shape)
    {
        var random = new Random(7);
        return new FloatExamples([.. Enumerable.Range(0, count * shape.Size).Select(_ => random.NextSingle())], shape);
    }
}
