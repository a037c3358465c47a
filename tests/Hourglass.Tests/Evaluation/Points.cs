using Hourglass.Numerics;

namespace Hourglass.Tests.Evaluation;

/// <summary>Points made by hand, for measures of codes and features.</summary>
internal static class Points
{
    /// <summary>Normally distributed points that are the same every time: [count, width].</summary>
    public static float[,] Normal(int count, int width, ulong seed, double shift = 0, double scale = 1)
    {
        var points = new float[count, width];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < width; j++)
            {
                var (a, b) = (SplitMix64.NextUnit(ref seed), SplitMix64.NextUnit(ref seed));
                points[i, j] = (float)(shift + (scale * Math.Sqrt(-2 * Math.Log(1 - a)) * Math.Cos(2 * Math.PI * b)));
            }
        }

        return points;
    }

    /// <summary>The squared Euclidean distance of two rows.</summary>
    public static double Distance(float[,] a, int i, float[,] b, int j) =>
        Enumerable.Range(0, a.GetLength(1)).Sum(k => Math.Pow((double)a[i, k] - b[j, k], 2));

    /// <summary>Two sets one after the other.</summary>
    public static float[,] Joined(float[,] a, float[,] b)
    {
        var (rows, width) = (a.GetLength(0), a.GetLength(1));
        var all = new float[rows + b.GetLength(0), width];
        for (var i = 0; i < all.GetLength(0); i++)
        {
            for (var j = 0; j < width; j++) all[i, j] = i < rows ? a[i, j] : b[i - rows, j];
        }

        return all;
    }
}
