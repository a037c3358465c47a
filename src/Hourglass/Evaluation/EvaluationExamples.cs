using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Evaluation;

/// <summary>Examples on which a model is evaluated.</summary>
/// <param name="Prepared">
/// As <see cref="Autoencoder.Encode"/> reads them: in the units of the model, and binary if the model was trained with a fixed binarisation.
/// </param>
/// <param name="Drawn">
/// As an objective or a likelihood reads them: binary, after the fixed binarisation if the model was trained with one; if training drew new zeros and
/// ones in each pass, those of one draw. It depends only on the seed and the example's position, so that every model, number of latent draws and
/// engine is evaluated on the same values, and random pixels do not contribute to differences between models.
/// </param>
internal sealed record EvaluationExamples(Examples Prepared, Examples Drawn)
{
    /// <summary>Prepares examples given in the units of the data source.</summary>
    /// <exception cref="HourglassException">There are none, their shape is not the model's, or their values do not suit its loss.</exception>
    public static EvaluationExamples Of(Autoencoder model, Examples examples, ulong seed)
    {
        var prepared = model.Preparation.Apply(examples);
        return new EvaluationExamples(prepared, model.Preparation.Drawn(prepared, Randomness.Key(seed, RandomPurpose.EvaluationPixels)));
    }
}
