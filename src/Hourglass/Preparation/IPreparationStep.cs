using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>One invertible step from the units of the source to those of the model, fitted on training examples.</summary>
internal interface IPreparationStep
{
    /// <summary>A view of examples after this step.</summary>
    Examples Apply(Examples examples);

    /// <summary>Converts rows, [count, size], to what they were before this step, in place.</summary>
    void Invert(Span<float> rows);
}
