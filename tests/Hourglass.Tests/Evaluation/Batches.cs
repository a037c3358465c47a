using Hourglass.Codes;
using Hourglass.Native;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Tests.Evaluation;

/// <summary>Batches made by hand, for measures.</summary>
internal static class Batches
{
    /// <summary>Numbers in [0, 1) that look random and are the same every time.</summary>
    public static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }

    public static ReconstructedBatch Of(float[] target, float[] mean, int size, float[]? input = null, Code? code = null)
    {
        TorchRuntime.Initialize();
        var clean = tensor(target).reshape(-1, size);
        return new ReconstructedBatch(input is null ? clean : tensor(input).reshape(-1, size), clean, code ?? new PointCode(clean),
            tensor(mean).reshape(-1, size));
    }

    public static double Value(this IEnumerable<Metric> metrics, string name) => metrics.Single(metric => metric.Name == name).Value;
}
