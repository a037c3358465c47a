using Hourglass.Data;
using Hourglass.Engines.Fused;
using Hourglass.Engines.Torch;

namespace Hourglass.Engines;

/// <summary>Chooses the engine for the steps of a training.</summary>
internal static class StepEngine
{
    /// <summary>The engine for a model.</summary>
    /// <param name="asked">The requested engine.</param>
    /// <param name="model">The model to train.</param>
    /// <param name="examples">The training examples.</param>
    /// <param name="batchSize">Examples per step.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <exception cref="UsageException">The fused engine was requested, but does not support this model.</exception>
    public static IStepEngine For(Engine asked, Autoencoder model, Examples examples, int batchSize, ulong seed)
    {
        if (asked == Engine.Torch) return new TorchEngine(model, seed, "");
        var reasons = string.Join(", ", FusedEngine.Violations(model, examples));
        if (reasons.Length == 0) return new FusedEngine(model, examples, Math.Min(batchSize, examples.Count), seed);
        if (asked == Engine.Auto) return new TorchEngine(model, seed, reasons);
        throw new UsageException($"The {Got("fused")} {What("engine")} cannot compute the model '{model.Blueprint.Model}': {reasons}; " +
            $"use {Allowed($"{Setting("engine", "auto")} or {Setting("engine", "torch")}")}.");
    }
}
