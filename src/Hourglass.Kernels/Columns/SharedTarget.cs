using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Columns;

/// <summary>All rows have the same target: [numbers].</summary>
internal readonly unsafe struct SharedTarget : ITargets
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* target, int at, int half) => Vector512.Create(target[at]);
}
