using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Sparse;

/// <summary>
/// Sums of chosen vectors of a table, each times a factor, and their gradient. The sums stay in registers from the first vector to the last, which costs
/// one load per sixteen numbers of a vector.
/// </summary>
internal static unsafe class VectorSums
{
    // Eight vectors of AVX-512, or sixteen of AVX2, which is all of their registers.
    private const int Block = 8 * Lanes;
    private const int Lanes = 16;

    /// <summary>Adds the chosen vectors to a sum.</summary>
    /// <param name="table">The table: [vectors, stride].</param>
    /// <param name="stride">Stride between vectors, in numbers.</param>
    /// <param name="places">Which vectors.</param>
    /// <param name="factors">The factor of each.</param>
    /// <param name="count">How many.</param>
    /// <param name="sum">Receives the sum: [units].</param>
    /// <param name="units">Numbers to add per vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* table, nint stride, int* places, float* factors, int count, float* sum, int units)
    {
        var unit = 0;
        for (; unit <= units - Block; unit += Block)
        {
            var from = table + unit;
            var to = sum + unit;
            Vector512<float> s0 = Vector512.Load(to), s1 = Vector512.Load(to + 16), s2 = Vector512.Load(to + 32), s3 = Vector512.Load(to + 48),
                s4 = Vector512.Load(to + 64), s5 = Vector512.Load(to + 80), s6 = Vector512.Load(to + 96), s7 = Vector512.Load(to + 112);
            for (var i = 0; i < count; i++)
            {
                var vector = from + (places[i] * stride);
                var factor = Vector512.Create(factors[i]);
                s0 = Vector512.FusedMultiplyAdd(Vector512.Load(vector), factor, s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.Load(vector + 16), factor, s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.Load(vector + 32), factor, s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.Load(vector + 48), factor, s3);
                s4 = Vector512.FusedMultiplyAdd(Vector512.Load(vector + 64), factor, s4);
                s5 = Vector512.FusedMultiplyAdd(Vector512.Load(vector + 80), factor, s5);
                s6 = Vector512.FusedMultiplyAdd(Vector512.Load(vector + 96), factor, s6);
                s7 = Vector512.FusedMultiplyAdd(Vector512.Load(vector + 112), factor, s7);
            }

            s0.Store(to);
            s1.Store(to + 16);
            s2.Store(to + 32);
            s3.Store(to + 48);
            s4.Store(to + 64);
            s5.Store(to + 80);
            s6.Store(to + 96);
            s7.Store(to + 112);
        }

        for (; unit <= units - Lanes; unit += Lanes)
        {
            var total = Vector512.Load(sum + unit);
            for (var i = 0; i < count; i++)
                total = Vector512.FusedMultiplyAdd(Vector512.Load(table + unit + (places[i] * stride)), Vector512.Create(factors[i]), total);
            total.Store(sum + unit);
        }

        for (; unit < units; unit++)
        {
            var total = sum[unit];
            for (var i = 0; i < count; i++) total = MathF.FusedMultiplyAdd(table[unit + (places[i] * stride)], factors[i], total);
            sum[unit] = total;
        }
    }

    /// <summary>Adds a gradient of a sum to the gradients of the chosen vectors.</summary>
    /// <param name="slope">The gradient of the sum: [units].</param>
    /// <param name="units">Numbers to add per vector.</param>
    /// <param name="places">Which vectors.</param>
    /// <param name="factors">The factor of each.</param>
    /// <param name="count">How many.</param>
    /// <param name="table">Receives the gradients: [vectors, stride].</param>
    /// <param name="stride">Stride between vectors, in numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient(float* slope, int units, int* places, float* factors, int count, float* table, nint stride)
    {
        var unit = 0;
        for (; unit <= units - Block; unit += Block)
        {
            var from = slope + unit;
            var to = table + unit;
            Vector512<float> s0 = Vector512.Load(from), s1 = Vector512.Load(from + 16), s2 = Vector512.Load(from + 32), s3 = Vector512.Load(from + 48),
                s4 = Vector512.Load(from + 64), s5 = Vector512.Load(from + 80), s6 = Vector512.Load(from + 96), s7 = Vector512.Load(from + 112);
            for (var i = 0; i < count; i++)
            {
                var vector = to + (places[i] * stride);
                var factor = Vector512.Create(factors[i]);
                Vector512.FusedMultiplyAdd(s0, factor, Vector512.Load(vector)).Store(vector);
                Vector512.FusedMultiplyAdd(s1, factor, Vector512.Load(vector + 16)).Store(vector + 16);
                Vector512.FusedMultiplyAdd(s2, factor, Vector512.Load(vector + 32)).Store(vector + 32);
                Vector512.FusedMultiplyAdd(s3, factor, Vector512.Load(vector + 48)).Store(vector + 48);
                Vector512.FusedMultiplyAdd(s4, factor, Vector512.Load(vector + 64)).Store(vector + 64);
                Vector512.FusedMultiplyAdd(s5, factor, Vector512.Load(vector + 80)).Store(vector + 80);
                Vector512.FusedMultiplyAdd(s6, factor, Vector512.Load(vector + 96)).Store(vector + 96);
                Vector512.FusedMultiplyAdd(s7, factor, Vector512.Load(vector + 112)).Store(vector + 112);
            }
        }

        for (; unit <= units - Lanes; unit += Lanes)
        {
            var part = Vector512.Load(slope + unit);
            for (var i = 0; i < count; i++)
            {
                var vector = table + unit + (places[i] * stride);
                Vector512.FusedMultiplyAdd(part, Vector512.Create(factors[i]), Vector512.Load(vector)).Store(vector);
            }
        }

        for (; unit < units; unit++)
        {
            for (var i = 0; i < count; i++)
            {
                var number = table + unit + (places[i] * stride);
                *number = MathF.FusedMultiplyAdd(slope[unit], factors[i], *number);
            }
        }
    }
}
