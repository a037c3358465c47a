using Hourglass.Codes;
using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Kernels.Threading;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Tests.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Engines;

/// <summary>Every plan's figures and gradients against automatic differentiation in double precision, on shapes that fill no vector.</summary>
public sealed class FusedGradientTests
{
    private static readonly Networks Small = Networks.Dense(DataShape.Row(23), hidden: [19, 45], latent: 5);

    private static readonly Networks OneLayer = Networks.Dense(DataShape.Row(23), hidden: [], latent: 5);

    public static TheoryData<string> Cases => [.. All.Keys];

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
        ["wae"] = Recipes.Wae(Small, 20),
        ["wae normal kernel"] = Recipes.Wae(Networks.Dense(DataShape.Row(23), [19], 5, Activation.Tanh), 50, KernelKind.Rbf),
        ["wae convolutional"] = Recipes.Wae(Conv(new ConvSpec([3, 5], []), 5), 20),
        ["info-vae"] = Recipes.InfoVae(Small, 0.4, 8),
        ["info-vae without KL"] = Recipes.InfoVae(Networks.Dense(DataShape.Row(23), [19], 5, Activation.Gelu), 1, 30, KernelKind.Imq, new Gaussian(0.5)),
        ["cvae of classes"] = Recipes.Cvae(Small, new LabelCondition(3)),
        ["cvae of columns"] = Recipes.Cvae(Networks.Dense(DataShape.Row(23), [19], 5, Activation.Elu), new ColumnsCondition(2), new Gaussian(0.5)),
        ["cvae one layer"] = Recipes.Cvae(Networks.Dense(DataShape.Row(23), [], 5), new LabelCondition(4)),
        ["cvae convolutional"] = Recipes.Cvae(Conv(new ConvSpec([3, 5], [11]), 5), new LabelCondition(3)),
        ["cvae convolutional columns"] = Recipes.Cvae(Conv(new ConvSpec([4], [], Activation: Activation.Silu, Downsampling: Downsampling.Pool), 5),
            new ColumnsCondition(2)),
        ["dae conditional"] = Recipes.Denoising(Small with { Condition = new LabelCondition(3) }, new GaussianNoise(0.3)),
        ["kl-sparse-ae"] = Recipes.KlSparse(Networks.Dense(DataShape.Row(23), [], 5)),
        ["kl-sparse-ae deep"] = Recipes.KlSparse(Small, 0.2, 7),
        ["activity of a linear code"] = Recipes.Ae(Small) with { Objective = [new Reconstruction(), new ActivityKl(0.1) { Weight = 2 }] },
        ["activity of a silu code"] = Recipes.Ae(Small, codeActivation: Activation.Silu) with
        {
            Objective = [new Reconstruction(), new ActivityKl(0.1), new Sparsity(0.2)],
        },
        ["contractive-ae"] = Recipes.Contractive(OneLayer, 0.3),
        ["contractive linear"] = Recipes.Contractive(OneLayer, 0.3, codeActivation: Activation.Linear),
        ["contractive relu"] = Recipes.Contractive(OneLayer, 0.3, codeActivation: Activation.Relu),
        ["contractive leaky"] = Recipes.Contractive(OneLayer, 0.3, codeActivation: Activation.LeakyRelu),
        ["contractive elu"] = Recipes.Contractive(OneLayer, 0.3, codeActivation: Activation.Elu),
        ["contractive gelu"] = Recipes.Contractive(OneLayer, 0.3, codeActivation: Activation.Gelu),
        ["contractive silu"] = Recipes.Contractive(OneLayer, 0.3, codeActivation: Activation.Silu),
        ["contractive softplus"] = Recipes.Contractive(OneLayer, 0.3, codeActivation: Activation.Softplus),
        ["contractive sigmoid"] = Recipes.Contractive(OneLayer, 0.3, codeActivation: Activation.Sigmoid),
        ["contractive tanh"] = Recipes.Contractive(OneLayer, 0.3, codeActivation: Activation.Tanh),
        ["contractive conditional"] = Recipes.Contractive(OneLayer with { Condition = new ColumnsCondition(2) }, 0.3),
        ["tied-ae"] = Recipes.Tied(DataShape.Row(23), [19, 13], 5),
        ["tied-ae one layer"] = Recipes.Tied(DataShape.Row(23), [], 5, new Gaussian(0.5), codeActivation: Activation.Sigmoid),
        ["tied-ae gelu"] = Recipes.Tied(DataShape.Row(23), [33], 5, activation: Activation.Gelu, codeActivation: Activation.Tanh),
        ["k-sparse-ae"] = Recipes.KSparse(OneLayer, 2),
        ["k-sparse-ae deep"] = Recipes.KSparse(Small, 3),
        ["conv spatial activation"] = Recipes.Sparse(Conv(new ConvSpec([3, 5], null), 5 * 2 * 3), 0.1, codeActivation: Activation.Sigmoid),
        ["binarised"] = Recipes.Vae(Small) with { Binarization = Binarization.Dynamic },
        ["ae of columns"] = Recipes.Ae(Small, DensityColumnsTests.Wide),
        ["vae of columns"] = Recipes.Vae(Small, DensityColumnsTests.Wide),
        ["vae of hidden columns"] = Recipes.Vae(Hidden(Small), DensityColumnsTests.Wide),
        ["dae of hidden columns"] = Recipes.Denoising(Hidden(Small), new GaussianNoise(0.3), DensityColumnsTests.Wide),
        ["cvae of hidden columns"] = Recipes.Cvae(Hidden(Small), new LabelCondition(3), DensityColumnsTests.Wide),
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
        ["conv spatial pool denoising"] = Recipes.Denoising(Conv(new ConvSpec([17, 4], null, Downsampling: Downsampling.Pool, Activation: Activation.Sigmoid),
            4 * 2 * 3), new GaussianNoise(0.3)),
    };

    private static Networks Hidden(Networks networks) => networks with
    {
        Encoder = new PartialRowsSpec(networks.Encoder, [.. DensityColumnsTests.Wide.Blocks.Select(block => block.Width)]),
    };

    private static Networks Conv(ConvSpec spec, int latent) => new(new DataShape(2, 7, 9), latent, spec, spec);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Figures_and_gradients_are_those_of_automatic_differentiation(string name)
    {
        var blueprint = All[name];
        var examples = FusedPlans.Examples(60, blueprint.Networks.Shape);
        using var model = blueprint.Build(seed: 3);
        Assert.Empty(PlanCompiler.Violations(model));
        using var team = new WorkerTeam(2);
        var plan = PlanCompiler.Compile(model, examples, 60, team.Workers);
        var moment = new Moment(0.5, 1000);
        foreach (var count in new[] { 60, 37 })
        {
            int[] positions = [.. Enumerable.Range(60 - count, count)];
            Compare(blueprint, examples.Select(positions).Side, plan, plan.StepOn(examples, positions, moment, seed: 11, team), moment);
        }
    }

    [Theory]
    [InlineData("vae")]
    [InlineData("dae")]
    [InlineData("capacity-vae below")]
    [InlineData("wae")]
    [InlineData("info-vae")]
    [InlineData("cvae of classes")]
    [InlineData("cvae convolutional columns")]
    [InlineData("kl-sparse-ae")]
    [InlineData("contractive-ae")]
    [InlineData("tied-ae")]
    [InlineData("k-sparse-ae")]
    [InlineData("vae of hidden columns")]
    [InlineData("conv vae")]
    [InlineData("conv spatial pool denoising")]
    public void Steps_are_the_same_to_the_last_bit_whatever_the_number_of_workers(string name)
    {
        FusedPlans.AssertSameBits(All[name]);
    }

    private static void Compare(Blueprint blueprint, SideData side, FusedPlan plan, IReadOnlyList<double> figures, Moment moment,
        Action<Autoencoder>? prepare = null)
    {
        using var scope = NewDisposeScope();
        using var exact = blueprint.Build(seed: 3);
        prepare?.Invoke(exact);
        // The columns of the input are hidden already.
        if (blueprint.Networks.Encoder is PartialRowsSpec) exact.Modules.eval();
        exact.Modules.to(ScalarType.Float64);
        Compare(exact, side, plan, figures, moment);
    }

    /// <summary>Holds the figures and gradients of a step against those of a model in double precision with the same weights.</summary>
    internal static void Compare(Autoencoder exact, SideData side, FusedPlan plan, IReadOnlyList<double> figures, Moment moment, double tolerance = 1e-5)
    {
        var terms = Evaluate(exact, side, plan, moment);
        Assert.Equal(terms.Count + 1, figures.Count);
        var loss = zeros(1, ScalarType.Float64);
        for (var i = 0; i < terms.Count; i++)
        {
            loss += terms[i] * exact.Blueprint.Terms[i].Weight.At(moment.Epoch);
            Assert.Equal(terms[i].item<double>(), figures[i + 1], 2e-5 * (1 + Math.Abs(terms[i].item<double>())));
        }

        loss.backward();
        foreach (var (parameterName, parameter) in exact.Modules.named_parameters()) FusedPlans.AssertGradient(plan, parameterName, parameter.grad!, tolerance);
    }

    [Fact]
    public void Any_fraction_of_columns_is_hidden_as_a_whole_and_the_target_is_kept()
    {
        var blueprint = All["vae of hidden columns"];
        var examples = FusedPlans.Examples(640, blueprint.Networks.Shape);
        using var model = blueprint.Build(seed: 3);
        using var team = new WorkerTeam(2);
        var plan = PlanCompiler.Compile(model, examples, 640, team.Workers);
        var shares = new List<double>();
        plan.StepOn(examples, [.. Enumerable.Range(0, 640)], new Moment(0, 640), seed: 1, team);
        for (var row = 0; row < 640; row++)
        {
            var (start, hidden) = (0, 0);
            foreach (var width in DensityColumnsTests.Wide.Blocks.Select(block => block.Width))
            {
                var isHidden = plan.Input.Values[row, start] == 0 && plan.Target.Values[row, start] != 0;
                for (var i = start; i < start + width; i++) Assert.Equal(isHidden ? 0 : plan.Target.Values[row, i], plan.Input.Values[row, i]);
                (start, hidden) = (start + width, hidden + (isHidden ? 1 : 0));
            }

            shares.Add(hidden / (double)DensityColumnsTests.Wide.Blocks.Count);
        }

        // A probability from 0 to 0.8 for each row: its mean, and a greater variance than that of one probability for all.
        Assert.Equal(0.4, shares.Average(), 0.04);
        Assert.InRange(shares.Average(share => Math.Pow(share - 0.4, 2)), 0.06, 0.1);
    }

    [Fact]
    public void Activities_of_0_and_1_in_32_bits_still_have_their_gradient()
    {
        var blueprint = Recipes.KlSparse(OneLayer, 0.1);
        var examples = FusedPlans.Examples(37, blueprint.Networks.Shape);
        using var model = blueprint.Build(seed: 3);
        Shift(model);
        using var team = new WorkerTeam(2);
        var plan = PlanCompiler.Compile(model, examples, 37, team.Workers);
        var moment = new Moment(0, 37);
        Compare(blueprint, examples.Side, plan, plan.StepOn(examples, [.. Enumerable.Range(0, 37)], moment, seed: 1, team), moment, Shift);

        static void Shift(Autoencoder model)
        {
            using var frozen = no_grad();
            var bias = model.Modules.Encoder.parameters().Last();
            bias[0] = 100;
            bias[1] = -100;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Examples_without_what_the_model_is_told_are_refused(bool labelled)
    {
        Condition condition = labelled ? new LabelCondition(2) : new ColumnsCondition(3);
        using var model = Recipes.Cvae(Small, condition).Build();
        Assert.Throws<HourglassException>(() => PlanCompiler.Compile(model, FusedPlans.Examples(5, DataShape.Row(23)), 5, 1));
    }

    [Fact]
    public void A_contraction_behind_several_layers_is_left_to_libtorch()
    {
        using var model = Recipes.Contractive(Small).Build();
        Assert.Contains(PlanCompiler.Violations(model), violation => violation.Contains("Contraction", StringComparison.Ordinal));
    }

    /// <summary>The terms of the objective on what the plan drew.</summary>
    private static List<Tensor> Evaluate(Autoencoder exact, SideData side, FusedPlan plan, Moment moment)
    {
        var modules = exact.Modules;
        var target = FusedPlans.Matrix(plan.Target.Values);
        var input = new Batch(FusedPlans.Matrix(plan.Input.Values), tensor(Array.ConvertAll(side.Labels!, label => (long)label)), tensor(side.Conditions!));
        var encoded = modules.Encode(input);
        var code = modules.Reader.ReadCode(encoded, moment.Epoch);
        var latent = code is GaussianCode gaussian ? gaussian.Mean + ((gaussian.LogVariance * 0.5).exp() * FusedPlans.Matrix(plan.Draw!.Noise)) : code.Location;
        var kl = code is GaussianCode drawn ? Kl.PerDimension(drawn).sum(1) : latent;
        return [.. exact.Blueprint.Terms.Select(term => term switch
        {
            Reconstruction => exact.Blueprint.Loss.NegativeLogLikelihood(modules.Decode(latent, modules.ConditionOf(input)), target).mean(),
            Kl => kl.mean(),
            KlCapacity capacity => (kl.mean() - capacity.Capacity.At(moment.Epoch)).abs(),
            Sparsity sparsity => latent.abs().sum(1).mean() * sparsity.Rate,
            LatentNorm norm => latent.square().sum(1).mean() * (norm.Rate / 2),
            DecoderNorm norm => modules.Decoder.parameters().Select(weights => weights.square().sum()).Aggregate((a, b) => a + b) * norm.Rate,
            MaximumMeanDiscrepancy discrepancy => MaximumMeanDiscrepancy.Between(latent, FusedPlans.Matrix(plan.Fresh!.Values), discrepancy.Kernel),
            ActivityKl activity => Activity(encoded, activity.Rho),
            Contraction contraction => Contracted(exact, encoded).sum() / encoded.shape[0] * contraction.Rate,
            _ => throw new InvalidOperationException(term.ToString()),
        })];
    }

    private static Tensor Activity(Tensor logits, double rho)
    {
        var (on, off) = (logits.sigmoid().mean([0L]), (-logits).sigmoid().mean([0L]));
        return ((rho * (Math.Log(rho) - on.log())) + ((1 - rho) * (Math.Log(1 - rho) - off.log()))).sum();
    }

    /// <summary>The squared Jacobian of a one-layer encoder: [rows, units].</summary>
    private static Tensor Contracted(Autoencoder exact, Tensor encoded)
    {
        var weight = exact.Modules.Encoder.parameters().First().narrow(1, 0, exact.Shape.Size);
        var activation = ((PointSpec)exact.Blueprint.CodeKind).Activation;
        var slopes = autograd.grad([activation.Apply(encoded).sum()], [encoded], create_graph: true, retain_graph: true)[0];
        return slopes.square() * weight.square().sum([1L]);
    }
}
