using System.Runtime.Intrinsics;
using Hourglass.Corruptions;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using Hourglass.Layers;

namespace Hourglass.Engines.Fused.Input;

/// <summary>Random changes to the rows of a batch. Rows are padded to whole vectors, so that there is no remainder.</summary>
internal static unsafe class RowNoise
{
    /// <summary>Whether this kind of corruption is supported.</summary>
    public static bool Knows(Corruption corruption) => corruption is GaussianNoise or Masking or SaltAndPepper;

    /// <summary>Replaces each number of a row by 1 with that probability, else by 0.</summary>
    public static void Binarize(float* values, RowMatrix rows, int row, CounterRandom random)
    {
        var uniform = stackalloc float[Vector512<float>.Count];
        for (nint i = 0; i < rows.Features; i += Vector512<float>.Count)
        {
            random.Uniform(uniform, Vector512<float>.Count, (row * rows.Stride) + i);
            Chosen(Vector512.LessThan(Vector512.Load(uniform), Vector512.Load(values + i)), Vector512<float>.One, Vector512<float>.Zero).Store(values + i);
        }

        Clear(values, rows);
    }

    /// <summary>Writes a corrupted copy of a row.</summary>
    public static void Corrupt(Corruption corruption, float* clean, RowMatrix rows, int row, CounterRandom random)
    {
        var draw = stackalloc float[Vector512<float>.Count];
        var damaged = rows.At(row);
        for (nint i = 0; i < rows.Features; i += Vector512<float>.Count)
        {
            if (corruption is GaussianNoise) random.Normal(draw, Vector512<float>.Count, (row * rows.Stride) + i);
            else random.Uniform(draw, Vector512<float>.Count, (row * rows.Stride) + i);
            Damage(corruption, Vector512.Load(clean + i), Vector512.Load(draw)).Store(damaged + i);
        }

        Clear(damaged, rows);
    }

    /// <summary>Sets all numbers of some columns of a row to 0, each column with a probability that is drawn for the row.</summary>
    /// <param name="values">The row.</param>
    /// <param name="row">Its index.</param>
    /// <param name="hiding">The columns, and the largest probability.</param>
    /// <param name="random">The random numbers of the step.</param>
    public static void Hide(float* values, int row, HideColumns hiding, CounterRandom random)
    {
        var draws = (hiding.Widths.Count / Vector512<float>.Count * Vector512<float>.Count) + Vector512<float>.Count;
        var uniform = stackalloc float[draws];
        random.Uniform(uniform, draws, (long)row * draws);
        var most = uniform[hiding.Widths.Count] * (float)hiding.Most;
        for (int column = 0, start = 0; column < hiding.Widths.Count; start += hiding.Widths[column++])
            if (uniform[column] < most) new Span<float>(values + start, hiding.Widths[column]).Clear();
    }

    private static Vector512<float> Damage(Corruption corruption, Vector512<float> clean, Vector512<float> draw)
    {
        var (zero, one) = (Vector512<float>.Zero, Vector512<float>.One);
        switch (corruption)
        {
            case GaussianNoise noise:
                var noisy = clean + (draw * (float)noise.Deviation);
                return noise.Clip ? Vector512.Min(Vector512.Max(noisy, zero), one) : noisy;
            case Masking masking:
                return Chosen(Vector512.LessThan(draw, Vector512.Create((float)masking.Fraction)), zero, clean);
            case SaltAndPepper salt:
                var part = (float)(salt.Fraction / 2);
                var peppered = Chosen(Vector512.LessThan(draw, Vector512.Create(part)), zero, clean);
                return Chosen(Vector512.GreaterThanOrEqual(draw, Vector512.Create(1 - part)), one, peppered);
            default:
                throw new InvalidOperationException($"The damage {corruption} was not compiled.");
        }
    }

    private static Vector512<float> Chosen(Vector512<float> condition, Vector512<float> yes, Vector512<float> no) =>
        Vector512.ConditionalSelect(condition, yes, no);

    // The padding stays 0: its gradients are discarded, but must be finite.
    private static void Clear(float* values, RowMatrix rows) =>
        new Span<float>(values + rows.Features, (int)rows.Stride - rows.Features).Clear();
}
