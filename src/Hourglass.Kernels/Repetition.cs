using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels;

/// <summary>Converts between rows and several consecutive copies of each.</summary>
internal static unsafe class Repetition
{
    /// <summary>Writes one panel of the copies; padding rows of the last panel become copies of the last row.</summary>
    /// <param name="from">The rows.</param>
    /// <param name="each">Copies of a row.</param>
    /// <param name="panel">Index of the panel of copies.</param>
    /// <param name="first">The first feature to copy.</param>
    /// <param name="last">One past the last.</param>
    /// <param name="to">The destination: [last - first][32].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Spread(Panels from, int each, int panel, int first, int last, float* to)
    {
        var sources = stackalloc float*[Panels.Lanes];
        for (var lane = 0; lane < Panels.Lanes; lane++)
        {
            var row = Math.Min((panel * Panels.Lanes) + lane, (from.Rows * each) - 1) / each;
            sources[lane] = from.At(row / Panels.Lanes, first) + (row % Panels.Lanes);
        }

        var end = (nint)(last - first) * Panels.Lanes;
        for (var half = 0; half < Panels.Lanes; half += Vector512<float>.Count)
        {
            var low = sources[half];
            var high = sources[half + Vector512<float>.Count - 1];
            var switches = 0;
            while (switches < Vector512<float>.Count && sources[half + switches] == low) switches++;
            var ofTwo = switches == Vector512<float>.Count || sources[half + switches] == high;
            var isLow = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(switches)).AsSingle();
            for (nint at = 0; at < end; at += Panels.Lanes)
            {
                if (ofTwo) Vector512.ConditionalSelect(isLow, Vector512.Create(low[at]), Vector512.Create(high[at])).Store(to + at + half);
                else for (var lane = 0; lane < Vector512<float>.Count; lane++) to[at + half + lane] = sources[half + lane][at];
            }
        }
    }

    /// <summary>Sums the copies of each row; padding rows of the last panel become 0.</summary>
    /// <param name="from">The copies: [to.Rows * each, features].</param>
    /// <param name="to">The rows.</param>
    /// <param name="each">Copies of a row.</param>
    /// <param name="first">The first feature to sum.</param>
    /// <param name="last">One past the last.</param>
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
