using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Training;

namespace Hourglass.Evaluation;

/// <summary>Examples on which a model is judged.</summary>
/// <param name="Scaled">In the units of the model, before any binarisation.</param>
/// <param name="Judged">The same after the fixed binarisation, for a model that was trained on one.</param>
/// <param name="Binarization">What the model was trained on.</param>
internal sealed record JudgedExamples(Examples Scaled, Examples Judged, Binarization Binarization)
{
    /// <summary>Prepares examples as the data source gives them.</summary>
    /// <exception cref="HourglassException">There are none, their shape is not the model's, or their values are not those that its loss reads.</exception>
    public static JudgedExamples Of(Autoencoder model, Examples examples)
    {
        if (examples.Count == 0) throw new HourglassException("There are no examples to evaluate the model on; give at least one.");
        var (scaled, blueprint) = (model.Scaled(examples), model.Blueprint);
        if (blueprint.Binarization == Binarization.Dynamic) UnitInterval.Demand(scaled, blueprint.Loss);
        return new JudgedExamples(scaled, blueprint.Binarization == Binarization.Static ? scaled.Binarized(Trainer.StaticBinarizationSeed) : scaled, blueprint.Binarization);
    }

    /// <summary>
    /// As an objective or a likelihood reads them: where training drew new zeros and ones at each look, those of one draw, which hangs on the seed
    /// and the example's position alone. So they are the same for every model, number of latent draws and engine, and differences between models have no chance of pixels in them.
    /// </summary>
    public Examples Drawn(ulong seed) => Binarization == Binarization.Dynamic ? Scaled.Binarized(SplitMix64.Derive(seed, (ulong)RandomPurpose.Evaluation)) : Judged;
}
