using Hourglass.Data.Batches;
using Hourglass.Numerics;
using Hourglass.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Engines.Torch;

/// <summary>libtorch: every model, by automatic differentiation.</summary>
/// <param name="model">The model to train.</param>
/// <param name="seed">Seed of the run.</param>
/// <param name="reason">Why it is not the fused engine; empty if that was not requested.</param>
internal sealed class TorchEngine(Autoencoder model, ulong seed, string reason) : IStepEngine
{
    private readonly IReadOnlyList<IStepAware> stepAware = [.. model.Modules.modules().OfType<IStepAware>()];

    // Parts that use a step after its update keep its tensors and continue drawing its random numbers.
    private DisposeScope? scope;
    private Generator? random;

    /// <inheritdoc/>
    public EngineTaken Taken { get; } = new(Engine.Torch, reason, []);

    /// <inheritdoc/>
    public IGradients Gradients { get; } = new AutogradGradients();

    /// <inheritdoc/>
    public IReadOnlyList<double>? Differentiate(BatchMemory examples, Stage stage, Moment moment, long step)
    {
        End();
        scope = NewDisposeScope();
        random = Randomness.Generator(seed, RandomPurpose.TrainingStep, (ulong)step);
        var losses = new StageLosses(stage, stage.Evaluate(examples.ToTensors(), moment, random), moment.Epoch);
        if (losses.AreFinite && losses.Figures.All(double.IsFinite))
        {
            losses.Backward();
            return losses.Figures;
        }

        End();
        return null;
    }

    /// <inheritdoc/>
    public void Updated()
    {
        foreach (var part in stepAware) part.AfterStep(random!);
        End();
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private void End()
    {
        random?.Dispose();
        scope?.Dispose();
        (random, scope) = (null, null);
    }
}
