using Hourglass.Data;
using Hourglass.Engines.Fused;
using Hourglass.Engines.Torch;

namespace Hourglass.Engines;

/// <summary>Chooses what computes the steps of a training.</summary>
internal static class StepEngine
{
    /// <summary>The engine for a model.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="model">What is trained.</param>
    /// <param name="examples">What it learns from.</param>
    /// <param name="batchSize">Examples a step.</param>
    /// <param name="seed">Of the run.</param>
    /// <exception cref="UsageException">The fused engine was asked for, and cannot compute this model.</exception>
    public static IStepEngine For(Engine asked, Autoencoder model, Examples examples, int batchSize, ulong seed)
    {
        if (asked == Engine.Torch) return new TorchEngine(model, seed, "");
        var reasons = string.Join(", ", FusedEngine.Violations(model, examples));
        if (reasons.Length == 0) return new FusedEngine(model, examples, Math.Min(batchSize, examples.Count), seed);
        if (asked == Engine.Auto) return new TorchEngine(model, seed, reasons);
        throw new UsageException($"The fused engine cannot compute the model '{model.Blueprint.Model}': {reasons}; use --engine auto or torch.");
    }
}
