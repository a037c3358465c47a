using System.Diagnostics;
using System.Runtime.InteropServices;
using Hourglass.Data;
using Hourglass.OnnxBaseline;
using static TorchSharp.torch;

namespace Hourglass.Cli.Bench;

/// <summary>
/// Times encoding and reconstruction by the compiled plan, by libtorch and by ONNX Runtime, one after the other in each round. Ours start from
/// bytes; ONNX Runtime is given the pictures as numbers, and the number of rows at a time with which it is fastest.
/// </summary>
/// <param name="examples">What is encoded.</param>
/// <param name="rounds">How often each is timed.</param>
internal sealed class InferenceTest(Examples examples, int rounds)
{
    private const double Agreement = 1e-3;
    private const int TrialRows = 8192;
    private static readonly int[] Batches = [64, 256, 1024, 4096];
    private readonly float[,] numbers = examples.ToRows();

    /// <summary>Times a model's encoder.</summary>
    public InferenceResult Encode(string name, Autoencoder model, CancellationToken cancellation) =>
        Run($"encode, {name}", OnnxExport.Encoder(model), model.Latent, () => model.Encode(examples), () => model.EncodeByTorch(examples), cancellation);

    /// <summary>Times a model's encoder and decoder.</summary>
    public InferenceResult Reconstruct(string name, Autoencoder model, CancellationToken cancellation) =>
        Run($"reconstruct, {name}", OnnxExport.Reconstruction(model), model.Shape.Size, () => model.Reconstruct(examples), () => model.ReconstructByTorch(examples), cancellation);

    private InferenceResult Run(string name, OnnxGraph graph, int width, Func<float[,]> fused, Func<float[,]> torch, CancellationToken cancellation)
    {
        using var onnx = new OnnxModel(graph, get_num_threads());
        var batch = FastestBatch(onnx, width);
        var difference = Difference(fused(), onnx.Run(numbers, width, batch));
        if (!(difference < Agreement)) throw new HourglassException($"{name}: the results of ONNX Runtime differ from ours by {difference:G3}; one of the two graphs is wrong, please report it.");
        List<double> ours = [], libtorchs = [], onnxs = [];
        for (var round = -1; round < rounds; round++)
        {
            cancellation.ThrowIfStopped();
            var rates = new[] { Rate(fused), Rate(torch), Rate(() => onnx.Run(numbers, width, batch)) };
            if (round < 0) continue;
            ours.Add(rates[0]);
            libtorchs.Add(rates[1]);
            onnxs.Add(rates[2]);
        }

        return new InferenceResult(name, ours, libtorchs, onnxs, batch, difference);
    }

    private double Rate(Func<float[,]> compute)
    {
        // What the last one left is not this one's to clear away.
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        var result = compute();
        return result.GetLength(0) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private int FastestBatch(OnnxModel onnx, int width)
    {
        var some = examples.First(TrialRows).ToRows();
        return Batches.MinBy(batch =>
        {
            onnx.Run(some, width, batch);
            var start = Stopwatch.GetTimestamp();
            onnx.Run(some, width, batch);
            return Stopwatch.GetElapsedTime(start);
        });
    }

    private static double Difference(float[,] ours, float[,] others)
    {
        var a = MemoryMarshal.CreateSpan(ref ours[0, 0], ours.Length);
        var b = MemoryMarshal.CreateSpan(ref others[0, 0], others.Length);
        double most = 0;
        for (var i = 0; i < a.Length; i++) most = Math.Max(most, Math.Abs(a[i] - b[i]) / (1 + Math.Abs(b[i])));
        return most;
    }
}
