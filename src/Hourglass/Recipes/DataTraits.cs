using Hourglass.Data;

namespace Hourglass;

/// <summary>What a recipe must know of the data to choose sizes and defaults.</summary>
/// <param name="Shape">The shape of one example.</param>
/// <param name="InUnitInterval">Whether every value lies in [0, 1], as pictures' do.</param>
public readonly record struct DataTraits(DataShape Shape, bool InUnitInterval);
