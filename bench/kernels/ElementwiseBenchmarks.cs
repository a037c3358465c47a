using BenchmarkDotNet.Attributes;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using Hourglass.Training;
using TorchSharp;
using TorchSharp.Modules;

namespace Hourglass.KernelBench;

/// <summary>What a step does number by number. Not sealed, since BenchmarkDotNet takes no sealed class.</summary>
public unsafe class ElementwiseBenchmarks
{
    private const int Features = 784;
    private const int Parameters = 784 * 400;
    private readonly AlignedBuffer output = Buffers.Random(Panels.LengthFor(Panels.Lanes, Features));
    private readonly AlignedBuffer target = Buffers.Random(Panels.LengthFor(Panels.Lanes, Features));
    private readonly AlignedBuffer gradient = new(Panels.LengthFor(Panels.Lanes, Features));
    private readonly AlignedBuffer weights = Buffers.Random(Panels.Lanes);
    private readonly AlignedBuffer sums = new(Panels.Lanes);
    private readonly LikelihoodKernel bernoulli = LikelihoodKernel.Of<BernoulliLikelihood>();
    private readonly ActivationKernel sigmoid = ActivationKernel.Of<Hourglass.Kernels.Elementwise.Sigmoid>();
    private Parameter parameter = null!;
    private torch.Tensor slope = null!;
    private Optimizer adam = null!;

    /// <summary>Makes the parameter.</summary>
    [GlobalSetup]
    public void Setup()
    {
        parameter = torch.nn.Parameter(torch.zeros(Parameters));
        slope = torch.ones(Parameters);
        adam = new Optimizer([("weight", parameter)], new TrainingOptions());
    }

    /// <summary>The Bernoulli likelihood of 32 rows of 784 numbers, and its gradient.</summary>
    [Benchmark]
    public void LikelihoodAndGradient() => bernoulli.Evaluate(output.Pointer, target.Pointer, gradient.Pointer, Features, weights.Pointer, sums.Pointer);

    /// <summary>The logistic function of as many numbers.</summary>
    [Benchmark]
    public void Sigmoid() => sigmoid.Apply(output.Pointer, gradient.Pointer, Features * Panels.Lanes);

    /// <summary>Adam on 313,600 parameters; in parallel, as the torch engine calls it.</summary>
    [Benchmark]
    public void Adam()
    {
        parameter.grad = slope;
        adam.Step(1e-3);
    }
}
