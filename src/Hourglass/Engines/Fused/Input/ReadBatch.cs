using Hourglass.Corruptions;
using Hourglass.Data.Batches;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Layers;
using Hourglass.Numerics;

namespace Hourglass.Engines.Fused.Input;

/// <summary>Lays out the examples of a batch: rows and panels of the encoder's input, panels of the decoder's target.</summary>
internal sealed unsafe class ReadBatch : Operation
{
    private readonly Signal input;
    private readonly Signal target;
    private readonly StepKey key;
    private readonly Corruption? corruption;
    private readonly Binarization binarization;
    private readonly HideColumns? hiding;
    private BatchMemory? examples;
    private int first;

    /// <summary>Prepares the memory.</summary>
    /// <param name="input">The encoder's input.</param>
    /// <param name="target">The clean examples; the same signal if the input is clean.</param>
    /// <param name="blueprint">Determines corruption and binarisation.</param>
    /// <param name="hiding">Hides columns of the input; null for none.</param>
    /// <param name="key">Key of the random numbers.</param>
    public ReadBatch(Signal input, Signal target, Blueprint blueprint, HideColumns? hiding, StepKey key)
    {
        this.input = input;
        this.target = target;
        this.key = key;
        corruption = blueprint.Corruption;
        binarization = blueprint.Binarization;
        this.hiding = hiding;
        target.WantRows();
        input.WantRows();
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <summary>The batch that contains the current examples.</summary>
    public BatchMemory Examples => examples ?? throw new InvalidOperationException("No examples were chosen.");

    /// <summary>Index of the first of them in the batch.</summary>
    public int First => first;

    /// <summary>Selects the current examples.</summary>
    /// <param name="batch">The batch that contains them.</param>
    /// <param name="from">Index of the first of them in the batch.</param>
    public void Choose(BatchMemory batch, int from) => (examples, first) = (batch, from);

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(target.Values.Count, worker, workers);
        for (var row = from * Panels.Lanes; row < Math.Min(target.Rows, to * Panels.Lanes); row++)
        {
            var clean = target.ByRow.At(row);
            Examples.Row(first + row).CopyTo(new Span<float>(clean, target.Features));
            if (binarization == Binarization.Dynamic) RowNoise.Binarize(clean, target.ByRow, row, key.For(NoisePurpose.Binarization));
            if (corruption is not null) RowNoise.Corrupt(corruption, clean, input.ByRow, row, key.For(NoisePurpose.Corruption));
            if (hiding is null) continue;
            if (corruption is null) Buffer.MemoryCopy(clean, input.ByRow.At(row), sizeof(float) * target.Features, sizeof(float) * target.Features);
            RowNoise.Hide(input.ByRow.At(row), row, hiding, key.For(NoisePurpose.Hiding));
        }

        Transposition.ToPanels(target.ByRow, target.Values, from, to);
        if (input != target) Transposition.ToPanels(input.ByRow, input.Values, from, to);
        input.NonZero?.Find(input.Values, from, to);
        input.NonZero?.Find(input.ByRow, from, to);
    }

    /// <inheritdoc/>
    public override string Describe()
    {
        var read = $"{(hiding is null ? "" : "partly hidden ")}{(corruption is null ? "" : "corrupted ")}{(binarization == Binarization.Dynamic ? "binarised " : "")}examples";
        return $"{input.Name} = {read}{(input == target ? "" : $"; {target.Name} = clean examples")}";
    }
}
