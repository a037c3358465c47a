using Hourglass.Kernels.Threading;
using TorchSharp.Modules;

namespace Hourglass.Engines;

/// <summary>The gradients that automatic differentiation of libtorch stores in parameters, and the threads of the process.</summary>
internal sealed class AutogradGradients : IGradients
{
    // Fewer numbers are updated faster than another thread is notified.
    private const int NumbersWorthAThread = 1 << 16;
    private long numbers;

    /// <inheritdoc/>
    public IGradient Of(string name, Parameter parameter)
    {
        numbers += parameter.numel();
        return new AutogradGradient(parameter);
    }

    /// <inheritdoc/>
    public void Run(IWork work)
    {
        var workers = (int)Math.Clamp(numbers / NumbersWorthAThread, 1, Environment.ProcessorCount);
        for (var stage = 0; stage < work.Stages; stage++)
        {
            if (workers == 1) work.Do(stage, 0, 1);
            else Parallel.For(0, workers, worker => work.Do(stage, worker, workers));
        }
    }
}
