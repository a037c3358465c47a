using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>Examples on which a model is judged.</summary>
/// <param name="Scaled">In the units of the model, before any binarisation.</param>
/// <param name="Drawn">
/// As an objective or a likelihood reads them: binary after the fixed binarisation where the model was trained on one, and where training drew new zeros and
/// ones at each look, those of one draw. It hangs on the seed and the example's position alone, so that every model, number of latent draws and
/// engine is judged on the same, and differences between models have no chance of pixels in them.
/// </param>
internal sealed record JudgedExamples(Examples Scaled, Examples Drawn)
{
    /// <summary>Prepares examples as the data source gives them.</summary>
    /// <exception cref="HourglassException">There are none, their shape is not the model's, or their values are not those that its loss reads.</exception>
    public static JudgedExamples Of(Autoencoder model, Examples examples, ulong seed)
    {
        return new JudgedExamples(model.Preparation.Scaled(examples), model.Preparation.Apply(examples, Randomness.Key(seed, RandomPurpose.JudgedPixels)));
    }
}
