using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Hourglass.OnnxBaseline;

/// <summary>A model in ONNX Runtime, called as its users call it for speed: all optimisations, tensors over memory that is there.</summary>
public sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions options = new();
    private readonly string[] inputs = [OnnxGraph.InputName];
    private readonly string[] outputs;

    /// <summary>Lets ONNX Runtime prepare a model.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="threads">Threads of an operator.</param>
    public OnnxModel(OnnxGraph graph, int threads)
    {
        using var asked = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
        };
        session = new InferenceSession(graph.ToModel(), asked);
        outputs = [graph.Last];
    }

    /// <summary>ONNX Runtime's version.</summary>
    public static string Version => OrtEnv.Instance().GetVersionString();

    /// <summary>Runs the model on all rows, some at a time.</summary>
    /// <param name="rows">[count, size].</param>
    /// <param name="width">Numbers a row of the result.</param>
    /// <param name="batchSize">The most rows at a time.</param>
    /// <returns>[count, width].</returns>
    public float[,] Run(float[,] rows, int width, int batchSize)
    {
        var (count, size) = (rows.GetLength(0), rows.GetLength(1));
        var result = new float[count, width];
        var source = MemoryMarshal.CreateSpan(ref rows[0, 0], rows.Length);
        var target = MemoryMarshal.CreateSpan(ref result[0, 0], result.Length);
        for (var start = 0; start < count; start += batchSize)
        {
            var some = Math.Min(batchSize, count - start);
            Run(source.Slice(start * size, some * size), target.Slice(start * width, some * width), some);
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        options.Dispose();
        session.Dispose();
    }

    private unsafe void Run(Span<float> rows, Span<float> result, int count)
    {
        fixed (float* from = rows, to = result)
        {
            using var input = Over(from, count, rows.Length);
            using var output = Over(to, count, result.Length);
            session.Run(options, inputs, [input], outputs, [output]);
        }
    }

    private static unsafe OrtValue Over(float* memory, int count, int length) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance,
        Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float,
        [count, length / count],
        (nint)memory,
        (long)length * sizeof(float));
}
