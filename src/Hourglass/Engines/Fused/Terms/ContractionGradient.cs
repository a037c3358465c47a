using Hourglass.Engines.Fused.Layers;

namespace Hourglass.Engines.Fused.Terms;

/// <summary>The direct gradient of a <see cref="ContractionTerm"/> in the encoder's weights, added after that of the layer.</summary>
internal sealed class ContractionGradient(ContractionTerm term, int units) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var (from, to) = Share(units, worker, workers);
        term.AddToWeights(from, to);
    }

    /// <inheritdoc/>
    public override string Describe() => "d W += gradient of the contraction penalty";
}
