using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// For sparse codes: <c>code_activity_l1</c>, the mean over examples of sum |z|, and <c>silent_fraction</c>, the fraction of code units,
/// over examples and units, with |z| below 0.001.
/// </summary>
internal sealed class CodeActivity : IMeasure
{
    private const double SilentBelow = 1e-3;
    private double activity;
    private long silent;
    private long examples;
    private long units;

    public IEnumerable<Metric> Metrics =>
        [new("code_activity_l1", activity / examples), new("silent_fraction", (double)silent / units)];

    public void Add(ReconstructedBatch batch)
    {
        using var scope = NewDisposeScope();
        var sizes = batch.Code.Location.abs();
        activity += sizes.sum(ScalarType.Float64).item<double>();
        silent += sizes.lt(SilentBelow).sum().item<long>();
        examples += sizes.shape[0];
        units += sizes.numel();
    }
}
