using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>Keeps the largest numbers of each row of the encoder's output and sets the others to 0.</summary>
internal sealed unsafe class LargestKept(Signal encoded, Signal code, int keep, BatchSize batch) : Operation
{
    private const int Lanes = 16;
    private readonly AlignedBuffer kept = new(Panels.LengthFor(batch.Most, code.Features));

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <summary>1 for kept numbers, else 0.</summary>
    public Panels Kept => new(kept.Pointer, code.Rows, code.Features);

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(code.Values.Count * 2, worker, workers);
        for (var group = first; group < last; group++)
        {
            var (panel, half) = (group / 2, group % 2 * Lanes);
            LargestKernel.Keep(encoded.Values.At(panel, 0) + half, code.Values.At(panel, 0) + half, Kept.At(panel, 0) + half, code.Features, keep);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"{code.Name} = {encoded.Name}, all but the {keep} largest set to 0";
}
