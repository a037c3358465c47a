namespace Hourglass.Cli.Bench;

/// <summary>Examples a second of each round.</summary>
/// <param name="Name">What was timed.</param>
/// <param name="Fused">By the compiled plan.</param>
/// <param name="Torch">By libtorch.</param>
/// <param name="Onnx">By ONNX Runtime.</param>
/// <param name="OnnxBatch">Rows that it was given at a time, the fastest of some numbers.</param>
/// <param name="Difference">The largest difference of the results, of numbers around 1.</param>
internal sealed record InferenceResult(string Name, IReadOnlyList<double> Fused, IReadOnlyList<double> Torch, IReadOnlyList<double> Onnx, int OnnxBatch, double Difference);
