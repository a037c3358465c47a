using Hourglass.Codes;
using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Engines.Fused;
using Hourglass.Kernels;
using Hourglass.Kernels.Threading;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Engines;

/// <summary>Every plan's figures and gradients against automatic differentiation in double precision, on shapes that fill no vector.</summary>
public sealed class FusedGradientTests
{
    private const int BatchSize = 37;
    private static readonly Networks Small = Networks.Dense(DataShape.Row(23), hidden: [19, 45], latent: 5);

    public static TheoryData<string> Cases => [.. All.Keys, .. HiddenLayerCases.All.Keys];

    private static Dictionary<string, Blueprint> All { get; } = new(StringComparer.Ordinal)
    {
        ["ae"] = Recipes.Ae(Small),
        ["ae linear"] = Recipes.Ae(Networks.Dense(DataShape.Row(23), hidden: [], latent: 5)),
        ["ae gaussian"] = Recipes.Ae(Small, new Gaussian(0.3)),
        ["ae laplace"] = Recipes.Ae(Small, new Laplace(0.7)),
        ["ae code activation"] = Recipes.Ae(Small, codeActivation: Activation.Sigmoid),
        ["dae"] = Recipes.Denoising(Small, new GaussianNoise(0.3)),
        ["dae masking"] = Recipes.Denoising(Small, new Masking(0.3)),
        ["dae salt"] = Recipes.Denoising(Small, new SaltAndPepper(0.3)),
        ["sparse-ae"] = Recipes.Sparse(Small, 0.4),
        ["rae-l2"] = Recipes.RegularizedL2(Small, 0.4, 0.02),
        ["vae"] = Recipes.Vae(Small),
        ["vae gaussian"] = Recipes.Vae(Small, new Gaussian(0.5)),
        ["beta-vae"] = Recipes.BetaVae(Small, 3),
        ["capacity-vae above"] = Recipes.CapacityVae(Small, 20, 0, 30),
        ["capacity-vae below"] = Recipes.CapacityVae(Small, 1e-4, 0, 30),
        ["binarised"] = Recipes.Vae(Small) with { Binarization = Binarization.Dynamic },
        ["leaky"] = Recipes.Ae(Networks.Dense(DataShape.Row(23), [19], 5, Activation.LeakyRelu)),
        ["elu"] = Recipes.Ae(Networks.Dense(DataShape.Row(23), [19], 5, Activation.Elu)),
        ["gelu"] = Recipes.Vae(Networks.Dense(DataShape.Row(23), [19], 5, Activation.Gelu)),
        ["silu"] = Recipes.Vae(Networks.Dense(DataShape.Row(23), [19], 5, Activation.Silu)),
        ["softplus"] = Recipes.Vae(Networks.Dense(DataShape.Row(23), [19], 5, Activation.Softplus)),
        ["tanh"] = Recipes.Vae(Networks.Dense(DataShape.Row(23), [19], 5, Activation.Tanh)),
        ["sigmoid"] = Recipes.Vae(Networks.Dense(DataShape.Row(23), [19], 5, Activation.Sigmoid)),
        ["conv ae"] = Recipes.Ae(Conv(new ConvSpec([3, 5], []), 5)),
        ["conv vae"] = Recipes.Vae(Conv(new ConvSpec([3, 5], [11], Activation: Activation.Gelu), 5)),
        ["conv pool"] = Recipes.Vae(Conv(new ConvSpec([7, 4], [], Downsampling: Downsampling.Pool), 5)),
        ["conv kernel 5"] = Recipes.Vae(Conv(new ConvSpec([3], [], Kernel: 5, Activation: Activation.Tanh), 5)),
        ["conv kernel 1"] = Recipes.Vae(Conv(new ConvSpec([6], [], Kernel: 1), 5)),
        ["conv kernel 7 pool"] = Recipes.Ae(Conv(new ConvSpec([3, 2], [], Kernel: 7, Downsampling: Downsampling.Pool, Activation: Activation.Silu), 5)),
        ["conv spatial"] = Recipes.Sparse(Conv(new ConvSpec([3, 5], null), 5 * 2 * 3), 0.1, codeActivation: Activation.Linear),
        ["conv spatial pool denoising"] = Recipes.Denoising(Conv(new ConvSpec([17, 4], null, Downsampling: Downsampling.Pool, Activation: Activation.Sigmoid), 4 * 2 * 3), new GaussianNoise(0.3)),
    };

    private static Networks Conv(ConvSpec spec, int latent) => new(new DataShape(2, 7, 9), latent, spec, spec);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Figures_and_gradients_are_those_of_automatic_differentiation(string name)
    {
        var blueprint = Case(name);
        var examples = Examples(BatchSize, blueprint.Networks.Shape);
        using var model = blueprint.Build(seed: 3);
        Assert.Empty(PlanCompiler.Violations(model));
        using var team = new WorkerTeam(2);
        var plan = PlanCompiler.Compile(model, examples, BatchSize, team.Workers);
        var moment = new Moment(0.5, 1000);
        var figures = plan.Step([.. Enumerable.Range(0, BatchSize)], moment, seed: 11, team);

        using var scope = NewDisposeScope();
        using var exact = blueprint.Build(seed: 3);
        exact.Modules.to(ScalarType.Float64);
        exact.Modules.train();
        HiddenLayerCases.DropAsThePlanDid(exact, plan);
        Compare(exact, plan, figures, moment);
        HiddenLayerCases.RunningFiguresAreEqual(exact, model);
    }

    /// <summary>Holds the figures and gradients of a step against those of a model in double precision with the same weights.</summary>
    internal static void Compare(Autoencoder exact, FusedPlan plan, IReadOnlyList<double> figures, Moment moment, double tolerance = 1e-5)
    {
        var terms = Evaluate(exact, plan, moment);
        var loss = zeros(1, ScalarType.Float64);
        for (var i = 0; i < terms.Count; i++)
        {
            loss += terms[i] * exact.Blueprint.Terms[i].Weight.At(moment.Epoch);
            Assert.Equal(terms[i].item<double>(), figures[i + 1], 2e-5 * (1 + Math.Abs(terms[i].item<double>())));
        }

        loss.backward();
        foreach (var (parameterName, parameter) in exact.Modules.named_parameters())
        {
            var expected = parameter.grad!.flatten();
            var actual = tensor(plan.Parameters.Single(other => other.Name == parameterName).Gradient.Span.ToArray(), ScalarType.Float64);
            var relative = ((expected - actual).norm() / (expected.norm() + 1e-12)).item<double>();
            Assert.True(relative < tolerance, $"{parameterName}: {relative}");
        }
    }

    [Theory]
    [InlineData("vae")]
    [InlineData("dae")]
    [InlineData("capacity-vae below")]
    [InlineData("conv vae")]
    [InlineData("conv spatial pool denoising")]
    [InlineData("dense batch dropout")]
    [InlineData("dense layer")]
    [InlineData("conv batch")]
    [InlineData("conv layer dropout")]
    [InlineData("residual rows batch")]
    [InlineData("residual picture layer dropout")]
    public void Steps_are_the_same_to_the_last_bit_whatever_the_number_of_workers(string name)
    {
        float[]? first = null;
        foreach (var workers in new[] { 1, 2, 3, 5 })
        {
            using var model = Case(name).Build(seed: 3);
            using var team = new WorkerTeam(workers);
            var plan = PlanCompiler.Compile(model, Examples(100, Case(name).Networks.Shape), 70, workers);
            var figures = plan.Step([.. Enumerable.Range(0, 70)], new Moment(0, 100), 5, team);
            float[] all = [.. plan.Parameters.SelectMany(parameter => parameter.Gradient.Span.ToArray()), .. figures.Select(figure => (float)figure), .. HiddenLayerCases.Buffers(model)];
            first ??= all;
            Assert.Equal(first, all);
        }
    }

    private static Blueprint Case(string name) => All.TryGetValue(name, out var blueprint) ? blueprint : HiddenLayerCases.All[name];

    /// <summary>The terms of the objective on what the plan drew.</summary>
    private static List<Tensor> Evaluate(Autoencoder exact, FusedPlan plan, Moment moment)
    {
        var modules = exact.Modules;
        var (input, target) = (Matrix(plan.Input.Values), Matrix(plan.Target.Values));
        var encoded = modules.Encoder.call(input);
        Code code = exact.Blueprint.CodeKind is PointSpec point ? new PointCode(point.Activation.Apply(encoded)) : new GaussianCode(encoded.narrow(1, 0, 5), encoded.narrow(1, 5, 5));
        var latent = code is GaussianCode gaussian ? gaussian.Mean + ((gaussian.LogVariance * 0.5).exp() * Matrix(plan.Draw!.Noise)) : code.Location;
        var kl = code is GaussianCode drawn ? Kl.PerDimension(drawn).sum(1) : latent;
        return [.. exact.Blueprint.Terms.Select(term => term switch
        {
            Reconstruction => exact.Blueprint.Loss.NegativeLogLikelihood(modules.Decoder.call(latent), target).mean(),
            Kl => kl.mean(),
            KlCapacity capacity => (kl.mean() - capacity.Capacity.At(moment.Epoch)).abs(),
            Sparsity sparsity => latent.abs().sum(1).mean() * sparsity.Rate,
            LatentNorm norm => latent.square().sum(1).mean() * (norm.Rate / 2),
            DecoderNorm norm => modules.Decoder.parameters().Select(weights => weights.square().sum()).Aggregate((a, b) => a + b) * norm.Rate,
            _ => throw new InvalidOperationException(term.ToString()),
        })];
    }

    internal static Tensor Matrix(Panels panels)
    {
        var values = new float[panels.Rows, panels.Features];
        for (var row = 0; row < panels.Rows; row++)
        {
            for (var feature = 0; feature < panels.Features; feature++) values[row, feature] = panels[row, feature];
        }

        return tensor(values).to(ScalarType.Float64);
    }

    internal static FloatExamples Examples(int count, DataShape shape)
    {
        var random = new Random(7);
        return new FloatExamples([.. Enumerable.Range(0, count * shape.Size).Select(_ => random.NextSingle())], shape);
    }
}
