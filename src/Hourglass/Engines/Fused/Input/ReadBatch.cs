using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Numerics;

namespace Hourglass.Engines.Fused.Input;

/// <summary>Cuts a batch from the examples: rows and panels of what the encoder sees, panels of what the decoder is held against.</summary>
internal sealed unsafe class ReadBatch : Operation
{
    private readonly Examples examples;
    private readonly Signal input;
    private readonly Signal target;
    private readonly StepKey key;
    private readonly Corruption? corruption;
    private readonly Binarization binarization;
    private readonly int[] positions;

    /// <summary>Prepares the memory.</summary>
    /// <param name="examples">Where from.</param>
    /// <param name="input">What the encoder sees.</param>
    /// <param name="target">The clean examples; the same signal where there is no damage.</param>
    /// <param name="blueprint">Decides damage and binarisation.</param>
    /// <param name="batch">The most examples a step.</param>
    /// <param name="key">Of the random numbers.</param>
    public ReadBatch(Examples examples, Signal input, Signal target, Blueprint blueprint, BatchSize batch, StepKey key)
    {
        this.examples = examples;
        this.input = input;
        this.target = target;
        this.key = key;
        corruption = blueprint.Corruption;
        binarization = blueprint.Binarization;
        positions = new int[batch.Most];
        target.WantRows();
        input.WantRows();
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <summary>The examples of the step at hand, and behind them those of larger ones.</summary>
    public ReadOnlySpan<int> Positions => positions;

    /// <summary>Chooses the examples of the step at hand.</summary>
    public void Choose(ReadOnlySpan<int> chosen) => chosen.CopyTo(positions);

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (first, last) = Share(target.Values.Count, worker, workers);
        for (var row = first * Panels.Lanes; row < Math.Min(target.Rows, last * Panels.Lanes); row++)
        {
            var clean = target.ByRow.At(row);
            examples.CopyTo(positions.AsSpan(row, 1), new Span<float>(clean, target.Features));
            if (binarization == Binarization.Dynamic) RowNoise.Binarize(clean, target.ByRow, row, key.For(NoisePurpose.Binarization));
            if (corruption is not null) RowNoise.Corrupt(corruption, clean, input.ByRow, row, key.For(NoisePurpose.Corruption));
        }

        Transposition.ToPanels(target.ByRow, target.Values, first, last);
        if (input != target) Transposition.ToPanels(input.ByRow, input.Values, first, last);
        input.NonZero?.Find(input.Values, first, last);
        input.NonZero?.Find(input.ByRow, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"{input.Name} = {(corruption is null ? "" : "damaged ")}{(binarization == Binarization.Dynamic ? "binarised " : "")}examples{(input == target ? "" : $"; {target.Name} = the clean ones")}";
}
