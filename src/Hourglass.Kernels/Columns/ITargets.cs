using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Columns;

/// <summary>Where the targets of sixteen rows lie, as a type, for which the compiler generates specialised loops.</summary>
internal unsafe interface ITargets
{
    /// <summary>A number of the targets of sixteen rows.</summary>
    /// <param name="target">The first number.</param>
    /// <param name="at">Which number.</param>
    /// <param name="half">The first of the rows in its panel.</param>
    static abstract Vector512<float> Load(float* target, int at, int half);
}
