using System.Diagnostics;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Passes;

/// <summary>One pass over the data that computes the reconstruction of each batch.</summary>
internal static class ReconstructionPass
{
    private const int NumbersAtOnce = 1 << 19;
    private const int LargestBatch = 512;

    /// <summary>The batch size for examples of <paramref name="size"/> numbers, small enough for large pictures to fit in memory.</summary>
    public static int BatchSize(int size) => Math.Clamp(NumbersAtOnce / size, 1, LargestBatch);

    /// <summary>Calls <paramref name="look"/> with each batch and returns the examples encoded and decoded per second, excluding the calls.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">In the units of the model.</param>
    /// <param name="seed">Seed of corruption and dynamic binarisation.</param>
    /// <param name="look">Receives a batch, whose tensors are freed afterwards.</param>
    /// <param name="control">Receives the progress and cancels.</param>
    public static double Run(Autoencoder model, Examples examples, ulong seed, Action<ReconstructedBatch> look, WorkControl control = default)
    {
        var batch = Math.Min(BatchSize(examples.Shape.Size), examples.Count);
        var working = new Stopwatch();
        using var frozen = no_grad();
        using var random = Randomness.Generator(seed, RandomPurpose.Corruption);
        using var batches = new BatchReader(examples, batch);
        for (var start = 0; start < examples.Count; start += batch)
        {
            using var scope = NewDisposeScope();
            var (input, target) = Inputs.For(model.Blueprint, batches.Read(start), random);
            working.Start();
            var code = model.Read(input);
            var latent = model.Locate(code, input);
            var mean = model.Blueprint.Loss.Mean(model.Modules.Decode(latent, model.Modules.ConditionOf(input)));
            working.Stop();
            look(new ReconstructedBatch(input.Rows, target, code, mean, Padding.Mask(model.Shape, input), input with { Rows = target }, latent));
            control.Done(start + input.Count, examples.Count);
        }

        return examples.Count / Math.Max(1e-9, working.Elapsed.TotalSeconds);
    }
}
