using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Preparation;

/// <summary>What a model wants of the examples that it is given.</summary>
/// <param name="Shape">The shape of one.</param>
/// <param name="Binarization">How grey values become zeros and ones.</param>
/// <param name="IsUnit">Whether values have to lie in [0, 1].</param>
/// <param name="Loss">The loss that reads them, for people.</param>
/// <param name="Classes">The classes that it is told or tells, by name; null where it knows none, or their indices only.</param>
internal sealed record ModelInput(DataShape Shape, Binarization Binarization, bool IsUnit, string Loss, ClassNames? Classes = null);
