using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Convolution;

/// <summary>The sums of feature maps over examples and positions: the gradient of a bias.</summary>
internal static unsafe class MapSums
{
    /// <summary>Sums the feature maps from <paramref name="first"/> to before <paramref name="last"/>.</summary>
    /// <param name="planes">The gradient of what the bias was added to.</param>
    /// <param name="sums">One number per feature map.</param>
    /// <param name="first">The first feature map.</param>
    /// <param name="last">One past the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Planes planes, float* sums, int first, int last)
    {
        var lanes = stackalloc float[(last - first) * Vector512<float>.Count];
        new Span<float>(lanes, (last - first) * Vector512<float>.Count).Clear();
        for (var item = 0; item < planes.Items; item++)
        {
            var place = planes.Row(item) + ((nint)first * Panels.Lanes);
            for (var x = 0; x < planes.Width; x++, place += planes.PlaceStride)
            {
                float* sum = lanes, at = place;
                for (var channel = first; channel < last; channel++, sum += Vector512<float>.Count, at += Panels.Lanes)
                    (Vector512.Load(sum) + Vector512.Load(at) + Vector512.Load(at + Vector512<float>.Count)).Store(sum);
            }
        }

        for (var channel = first; channel < last; channel++)
            sums[channel] = Vector512.Sum(Vector512.Load(lanes + ((channel - first) * Vector512<float>.Count)));
    }
}
