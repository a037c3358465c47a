using System.Diagnostics;
using System.Runtime.InteropServices;
using Hourglass.Data;
using Hourglass.Engines.Fused.Inference;
using Hourglass.Kernels.Gemm;
using Hourglass.OnnxBaseline;
using static TorchSharp.torch;

namespace Hourglass.SpeedBench;

/// <summary>
/// Encoding and reconstruction by the compiled plan, by libtorch and by ONNX Runtime. Ours start from bytes; ONNX Runtime is given the
/// pictures as numbers, and as many rows at a time as it is fastest with.
/// </summary>
/// <param name="examples">What is encoded.</param>
/// <param name="settings">How long.</param>
internal sealed class InferenceSection(Examples examples, BenchSettings settings)
{
    // Relative to 1 + the number: some hundred products in other orders.
    private const double Agreement = 1e-4;
    private const int TrialRows = 4096;

    // Per timing, so that the slowest of the three has its rounds within minutes.
    private const double MostSeconds = 4;
    private static readonly int[] Batches = [64, 256, 1024, 4096];

    /// <summary>Times all models.</summary>
    public BenchTable Run() => new(
        "Inference",
        $"Up to {examples.Count:N0} MNIST images into one matrix; fewer if the slowest program would need more than {MostSeconds:F0} s. ONNX Runtime " +
            $"{OnnxModel.Version} has the same weights and number of threads, receives floats, and uses the fastest of the batch sizes " +
            $"{string.Join(", ", Batches)}. All results agree. The limit is the rate of multiply-adds in registers, measured alternately with the others; " +
            "products with zeros in the data, which the fused engine skips, count as computed.",
        ["inference", "images", "fused, examples/s", "fused / ONNX Runtime", "fused / torch", "fused, of the limit", "ONNX Runtime, of the limit",
            "batch size of ONNX Runtime", "largest difference"],
        [.. Models().SelectMany(model => Rows(model.Name, model.Blueprint))]);

    private static IEnumerable<(string Name, Blueprint Blueprint)> Models() =>
        Workload.All.DistinctBy(workload => workload.Name).Where(workload => !workload.Name.StartsWith("deep",
            StringComparison.Ordinal)).Select(workload => (workload.Name, workload.Blueprint));

    private IEnumerable<string[]> Rows(string name, Blueprint blueprint)
    {
        using var model = blueprint.Build();
        yield return Row($"encode, {name}", OnnxExport.Encoder(model), Flops(model, InferencePath.Encode), model.Latent,
            some => model.Encode(some), model.EncodeByTorch);
        yield return Row($"reconstruct, {name}", OnnxExport.Reconstruction(model), Flops(model, InferencePath.Reconstruct), model.Shape.Size,
            some => model.Reconstruct(some), model.ReconstructByTorch);
    }

    private static double Flops(Autoencoder model, InferencePath path) => new InferencePlans(model).Take(path).FlopsPerExample;

    private string[] Row(string name, OnnxGraph graph, double flops, int width, Func<Examples, float[,]> fused, Func<Examples, float[,]> torch)
    {
        using var onnx = new OnnxModel(graph, get_num_threads());
        var some = examples.First(settings.Quick ? TrialRows / 4 : TrialRows);
        var trial = some.ToRows();
        var batch = FastestBatch(onnx, trial, width);
        var slowest = new[] { Rate(() => fused(some)), Rate(() => torch(some)), Rate(() => onnx.Run(trial, width, batch)) }.Min();
        var taken = examples.First((int)Math.Clamp(slowest * MostSeconds, some.Count, examples.Count));
        var numbers = taken.ToRows();
        var difference = Difference(fused(taken), onnx.Run(numbers, width, batch));
        if (!(difference < Agreement))
            throw new HourglassException($"{name}: the results of ONNX Runtime differ from ours by {difference:G3}, more than rounding; please report it.");
        Warm(() => fused(taken));
        var rates = settings.InTurns(() => Rate(() => fused(taken)), () => Rate(() => torch(taken)), () => Rate(() => onnx.Run(numbers, width, batch)),
            () => MachineLimit.Now(PeakRate.For));
        var (ours, torchs, others, limits) = (rates[0], rates[1], rates[2], rates[3]);
        return
        [
            name,
            $"{taken.Count:N0}",
            $"{Spread.Of(ours).Median:N0}",
            $"{Spread.Ratio(ours, others)}",
            $"{Spread.Ratio(ours, torchs)}",
            MachineLimit.Share(ours, limits, flops),
            MachineLimit.Share(others, limits, flops),
            $"{batch}",
            $"{difference:G2}",
        ];
    }

    private void Warm(Func<float[,]> compute)
    {
        var start = Stopwatch.GetTimestamp();
        do compute();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < settings.WarmUp);
    }

    private static double Rate(Func<float[,]> compute)
    {
        // What the last one left is not this one's to clear away.
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        return compute().GetLength(0) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static int FastestBatch(OnnxModel onnx, float[,] trial, int width) => Batches.MinBy(batch =>
    {
        onnx.Run(trial, width, batch);
        var start = Stopwatch.GetTimestamp();
        onnx.Run(trial, width, batch);
        return Stopwatch.GetElapsedTime(start);
    });

    private static double Difference(float[,] ours, float[,] others)
    {
        var a = MemoryMarshal.CreateSpan(ref ours[0, 0], ours.Length);
        var b = MemoryMarshal.CreateSpan(ref others[0, 0], others.Length);
        double most = 0;
        for (var i = 0; i < a.Length; i++) most = Math.Max(most, Math.Abs(a[i] - b[i]) / (1 + Math.Abs(b[i])));
        return most;
    }
}
