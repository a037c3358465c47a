using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels;

/// <summary>Between rows and several copies of each, the copies of a row one after the other.</summary>
internal static unsafe class Repetition
{
    /// <summary>Copies each row to the rows of its copies; rows that fill up the last panel become copies of the last one.</summary>
    /// <param name="from">The rows.</param>
    /// <param name="to">The copies: [from.Rows * each, features].</param>
    /// <param name="each">Copies of a row.</param>
    /// <param name="first">The first feature to copy.</param>
    /// <param name="last">The one behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(Panels from, Panels to, int each, int first, int last)
    {
        var sources = stackalloc float*[Panels.Lanes];
        for (var panel = 0; panel < to.Count; panel++)
        {
            for (var lane = 0; lane < Panels.Lanes; lane++)
            {
                var row = Math.Min((panel * Panels.Lanes) + lane, to.Rows - 1) / each;
                sources[lane] = from.At(row / Panels.Lanes, 0) + (row % Panels.Lanes);
            }

            for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
            {
                var same = sources[half] == sources[half + Vector512<float>.Count - 1];
                for (var feature = first; feature < last; feature++)
                {
                    var target = to.At(panel, feature) + half;
                    var at = (nint)feature * Panels.Lanes;
                    if (same) Vector512.Create(sources[half][at]).Store(target);
                    else for (var lane = 0; lane < Vector512<float>.Count; lane++) target[lane] = sources[half + lane][at];
                }
            }
        }
    }

    /// <summary>Adds up the copies of each row; rows that fill up the last panel become 0.</summary>
    /// <param name="from">The copies: [to.Rows * each, features].</param>
    /// <param name="to">The rows.</param>
    /// <param name="each">Copies of a row.</param>
    /// <param name="first">The first feature to add up.</param>
    /// <param name="last">The one behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(Panels from, Panels to, int each, int first, int last)
    {
        for (var row = 0; row < to.Count * Panels.Lanes; row++)
        {
            for (var feature = first; feature < last; feature++)
            {
                float sum = 0;
                var end = row < to.Rows ? (row + 1) * each : 0;
                for (var copy = row * each; copy < end;)
                {
                    var lane = copy % Panels.Lanes;
                    var source = from.At(copy / Panels.Lanes, feature) + lane;
                    var count = Math.Min(Panels.Lanes - lane, end - copy);
                    for (var i = 0; i < count; i++) sum += source[i];
                    copy += count;
                }

                to.At(row / Panels.Lanes, feature)[row % Panels.Lanes] = sum;
            }
        }
    }
}
