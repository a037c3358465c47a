namespace Hourglass.Numerics;

/// <summary>
/// log((1/K) sum_k exp(w_k)) of numbers given in pieces, in double precision and without overflow: sums are stored relative to
/// the largest number so far.
/// </summary>
internal struct LogMeanExp()
{
    private double largest = double.NegativeInfinity;
    private double sum;
    private double squares;
    private long count;

    /// <summary>The logarithm of the mean.</summary>
    public readonly double Value => largest + Math.Log(sum / count);

    /// <summary>The squared standard error of <see cref="Value"/> by the delta method, s^2 / (K mean^2); needs two numbers.</summary>
    public readonly double Variance => Math.Max(0, (count * squares / (sum * sum)) - 1) / (count - 1);

    /// <summary>The effective number of terms in the mean: (sum w)^2 / sum w^2 with w_k = exp(w_k), from 1 to their count (Kish 1965).</summary>
    public readonly double EffectiveCount => sum * sum / squares;

    /// <summary>Adds further numbers.</summary>
    public void Add(ReadOnlySpan<double> logarithms)
    {
        var top = double.NegativeInfinity;
        foreach (var logarithm in logarithms) top = Math.Max(top, logarithm);
        count += logarithms.Length;

        // A piece of zeros only adds nothing and has no largest number to be relative to.
        if (double.IsNegativeInfinity(top)) return;
        if (top > largest)
        {
            var shrink = Math.Exp(largest - top);
            sum *= shrink;
            squares *= shrink * shrink;
            largest = top;
        }

        foreach (var logarithm in logarithms)
        {
            var weight = Math.Exp(logarithm - largest);
            sum += weight;
            squares += weight * weight;
        }
    }
}
