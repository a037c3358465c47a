using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Preparation;

/// <summary>The requirements of a model on its examples.</summary>
/// <param name="Shape">The shape of one example.</param>
/// <param name="Binarization">How grey values are binarised.</param>
/// <param name="IsUnit">Whether values must lie in [0, 1].</param>
/// <param name="Loss">The name of the loss, for messages.</param>
/// <param name="Classes">The classes that it is conditioned on or predicts, by name; null if it knows none, or only their indices.</param>
internal sealed record ModelInput(DataShape Shape, Binarization Binarization, bool IsUnit, string Loss, ClassNames? Classes = null);
