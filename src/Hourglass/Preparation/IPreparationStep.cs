using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>One invertible step from the units of the source to those of the model, learnt from training examples.</summary>
internal interface IPreparationStep
{
    /// <summary>A view of examples one step nearer to the model.</summary>
    Examples Apply(Examples examples);

    /// <summary>Rows one step nearer to the source: [count, size]. They may be the same array, written over.</summary>
    float[,] Invert(float[,] rows);
}
