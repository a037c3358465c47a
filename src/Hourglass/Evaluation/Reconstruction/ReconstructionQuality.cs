using System.Runtime.InteropServices;
using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Native;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>How close reconstructions, of any model, are to their examples.</summary>
public static class ReconstructionQuality
{
    /// <summary>
    /// <c>mse_per_feature</c>; if all examples lie in [0, 1], <c>bce_per_feature</c> and <c>psnr_db</c> (unless there is no error at all); if these are
    /// pictures with sides of at least 3, <c>ssim</c> and <c>ms_ssim</c>. docs/measures.md defines each of them.
    /// </summary>
    /// <param name="examples">[count, size].</param>
    /// <param name="reconstructions">Of the same examples: [count, size].</param>
    /// <param name="shape">Shape of one example.</param>
    /// <exception cref="UsageException">There are no examples, or the numbers of examples, reconstructions or their features differ.</exception>
    public static IReadOnlyList<Metric> Of(float[,] examples, float[,] reconstructions, DataShape shape)
    {
        var (count, size) = (examples.GetLength(0), examples.GetLength(1));
        if (count == 0 || reconstructions.GetLength(0) != count)
            throw new UsageException($"There are {Got(count)} {What("examples")} and {reconstructions.GetLength(0)} reconstructions; give " +
                $"{Allowed("one reconstruction per example, and at least one example")}.");
        if (size != shape.Size || reconstructions.GetLength(1) != size)
            throw new UsageException($"{What("Examples")} have {Got(size)} numbers, reconstructions {reconstructions.GetLength(1)} and the shape {shape} " +
                $"has {shape.Size}; give {Allowed("equal numbers")}.");
        TorchRuntime.Initialize();
        using var outer = NewDisposeScope();
        using var frozen = no_grad();
        var measures = Measures(shape, MemoryMarshal.CreateReadOnlySpan(ref examples[0, 0], examples.Length).IndexOfAnyExceptInRange(0f, 1f) < 0,
            denoising: false);
        var (targets, means) = (tensor(examples), tensor(reconstructions));
        var batch = ReconstructionPass.BatchSize(size);
        for (var start = 0; start < count; start += batch)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(batch, count - start);
            var target = targets.narrow(0, start, rows);
            foreach (var measure in measures) measure.Add(new ReconstructedBatch(target, target, new PointCode(target), means.narrow(0, start, rows)));
        }

        return [.. measures.SelectMany(measure => measure.Metrics)];
    }

    /// <summary>The measures that apply.</summary>
    /// <param name="shape">Shape of one example.</param>
    /// <param name="inUnitInterval">Whether all values lie in [0, 1].</param>
    /// <param name="denoising">Whether the input is corrupted.</param>
    /// <param name="padded">Whether the examples are series with padding.</param>
    internal static List<IMeasure> Measures(DataShape shape, bool inUnitInterval, bool denoising, bool padded = false)
    {
        List<IMeasure> measures = [new SquaredError()];
        if (!inUnitInterval) return measures;
        measures.Add(new BinaryCrossEntropy());
        measures.Add(new PeakSignalToNoise(denoising));
        if (!StructuralSimilarity.Fits(shape) || padded) return measures;
        measures.Add(new StructuralSimilarity(shape));
        if (MultiScaleSimilarity.Fits(shape)) measures.Add(new MultiScaleStructuralSimilarity(shape));
        return measures;
    }
}
